import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { SECRET } from '../support/messages.ts';
import { recordOutput } from '../support/written/record-output.ts';
import { dataFolderForTest, eventually } from './desk.ts';

const root = join(import.meta.dirname, '../..');
const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
const hasElectron = existsSync(join(electronFolder, 'path.txt'));

/** Runs `npm start` as its script does; ended when the test is over. */
async function start(env: NodeJS.ProcessEnv) {
  const { PATH, HOME } = process.env;
  const ports = { FORECOURT_RECEIVER_PORT: String(await freePort()), FORECOURT_BOARD_PORT: String(await freePort()) };
  const child = spawn(process.execPath, [join(root, 'scripts/run.js'), 'start'], {
    cwd: root,
    env: { PATH, HOME, FORECOURT_DATA: dataFolderForTest(), FORECOURT_APP_SECRET: SECRET, ...ports, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  recordOutput(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const health = `http://127.0.0.1:${ports.FORECOURT_BOARD_PORT}/api/v1/health`;
  return { child, said, ended, health };
}

const answers = async (address: string): Promise<number> =>
  fetch(address).then(
    ({ status }) => status,
    () => 0,
  );

test('`npm start` opens the app where its program is there', async () => {
  const { said, health, child, ended } = await start({
    ELECTRON_OVERRIDE_DIST_PATH: join(root, 'test/desktop/stand-in'),
  });

  await eventually(() => answers(health), 'the station answers', 30_000).toBe(200);
  expect(said.err).not.toContain('runs without its window');
  expect(said.out).toBe('');

  child.kill('SIGTERM');
  await ended;
  await eventually(() => answers(health), 'the station is gone').toBe(0);
});

test.skipIf(hasElectron)(
  '`npm start` says in one line that there is no program, and runs without the window',
  async () => {
    const { said, health } = await start({});

    await eventually(() => answers(health), 'the station answers', 60_000).toBe(200);
    const sentences = said.err.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
    expect(sentences).toEqual([expect.stringContaining("Electron's program cannot be had here")]);
    expect(JSON.parse(said.out.split('\n')[0] ?? '')).toMatchObject({ event: 'ready' });
  },
);
