// The long rounds of the tests of durability, hostility and the relay: `npm run soak`. They are the tests' own, with more rounds.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const args = [
  'run',
  '--config',
  'vite.config.ts',
  '--project',
  'integration',
  '--project',
  'unit',
  'test/integration/durability',
  'test/integration/hostile',
  'test/integration/relay',
  'test/unit/relay',
];
const { status } = spawnSync(process.execPath, [vitest, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FORECOURT_SOAK: '1' },
});
process.exit(status ?? 1);
