// Names the tests that passed only at their second try, with what went wrong at the first. Then, as the last line,
// `N passed, N failed, N skipped` from the test runner's JSON report; exits as the tests did.
import { readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);
try {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  for (const { fullName, status, failureMessages } of tests) {
    if (status === 'passed' && failureMessages.length > 0) {
      const lines = failureMessages[0].split('\n').filter((line) => !line.includes('node_modules'));
      console.log(`passed only at the second try: ${fullName}\n  ${lines.join('\n  ')}`);
    }
  }
  const { numPassedTests, numFailedTests, numPendingTests, success } = report;
  const failed = numFailedTests + (success && status === '0' ? 0 : Number(numFailedTests === 0));
  console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
} catch {
  // The tests did not even run: the build, the types or the style had an error.
  console.log('0 passed, 1 failed');
}
process.exit(Number(status));
