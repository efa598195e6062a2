import { nodeTooOld } from './node-version.ts';

/** Checks a custody file under plain Node, for whoever has one: no database, no network, no station. */
const tooOld = nodeTooOld(process.versions.node);
if (tooOld === null) {
  const { runVerify } = await import('./verify-run.ts');
  process.exitCode = await runVerify(process.argv.slice(2), process);
} else {
  process.stderr.write(`${tooOld}\n`);
  process.exitCode = 2;
}
