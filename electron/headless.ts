import { nodeTooOld } from './node-version.ts';

/**
 * The station under plain Node, with the board in a browser. The version is looked at before anything else is loaded:
 * the database's native part would take an old Node down without a word.
 */
const tooOld = nodeTooOld(process.versions.node);
if (tooOld === null) {
  const { runHeadless } = await import('./headless-run.ts');
  await runHeadless(process.argv.slice(2));
} else {
  process.stderr.write(`${tooOld}\n`);
  process.exitCode = 1;
}
