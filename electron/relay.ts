import { nodeTooOld } from './node-version.ts';

/** The relay: it takes AutoX3's messages and has a broker keep them until desks read them. */
const tooOld = nodeTooOld(process.versions.node);
if (tooOld === null) {
  const { runRelay } = await import('./relay/run.ts');
  await runRelay(process.argv.slice(2));
} else {
  process.stderr.write(`${tooOld}\n`);
  process.exitCode = 1;
}
