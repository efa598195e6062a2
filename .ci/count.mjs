// Prints `N passed, N failed, N skipped` from the test runner's JSON report, as the last line, and exits as the tests did.
import { readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);
try {
  const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(readFileSync(path, 'utf8'));
  const failed = numFailedTests + (success && status === '0' ? 0 : Number(numFailedTests === 0));
  console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
} catch {
  // The tests did not even run: the build, the types or the style had an error.
  console.log('0 passed, 1 failed');
}
process.exit(Number(status));
