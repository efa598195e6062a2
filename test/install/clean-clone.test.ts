import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentedSample, SECRET } from '../support/messages.ts';
import { endStation, type Ready, temporaryFolder, waysToUse } from '../support/station.ts';
import { recordOutput } from '../support/written/record-output.ts';

const root = new URL('../../', import.meta.url).pathname;
/** All that a machine without developer's tools has: no Python, no make, no compiler, no git. */
const PROGRAMS = ['node', 'npm', 'sh'];
/** How the way to the network is described where there is one that is not plain; nothing else of the environment is used. */
const NETWORK = /^(https?_proxy|no_proxy|all_proxy|node_extra_ca_certs|ssl_cert_file)$/i;
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;
const INSTALL_WITHIN_MS = 150_000;

let folder: ReturnType<typeof temporaryFolder>;
let clone: string;
let env: NodeJS.ProcessEnv;

function inPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((path) => join(path, name)).find((path) => existsSync(path));
}

function programAt(name: string): string {
  if (name === 'node') return process.execPath;
  const found = name === 'npm' ? (process.env.npm_execpath ?? inPath('npm')) : inPath(name);
  if (found === undefined) throw new Error(`${name} is not here`);
  return realpathSync(found);
}

beforeAll(() => {
  // The clone itself holds the fixtures, and all libraries.
  folder = temporaryFolder('data');
  clone = join(folder.path, 'forecourt');
  const bin = join(folder.path, 'bin');
  const home = join(folder.path, 'home');
  for (const path of [bin, home]) mkdirSync(path);
  for (const name of PROGRAMS) symlinkSync(programAt(name), join(bin, name));
  const network = Object.entries(process.env).filter(([name]) => NETWORK.test(name));
  env = { ...Object.fromEntries(network), PATH: bin, HOME: home, TMPDIR: folder.path };
  const cloned = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], { encoding: 'utf8' });
  if (cloned.status !== 0) throw new Error(`the repository could not be cloned: ${cloned.stderr}`);
});
afterAll(() => folder?.dispose(), 60_000);

/** Runs one of the bare programs in the clone. */
function run(name: string, args: string[], timeout: number): { status: number | null; said: string } {
  const program = join(folder.path, 'bin', name);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: clone, env, encoding: 'utf8', timeout });
  return { status, said: `${stdout}${stderr}` };
}

test.skipIf(process.platform === 'win32')(
  'a clean clone installs, builds and receives the documented sample with nothing but Node and npm',
  { timeout: 240_000 },
  async ({ skip }) => {
    const installed = run('npm', ['ci'], INSTALL_WITHIN_MS);
    if (installed.status !== 0 && UNREACHABLE.test(installed.said)) {
      const reason = `THE INSTALLATION WAS NOT TESTED: the package registry cannot be reached (${UNREACHABLE.exec(installed.said)?.[0]})`;
      process.stderr.write(`${reason}\n`);
      skip(reason);
    }
    expect(installed, installed.said).toMatchObject({ status: 0 });

    const built = run('node', ['scripts/run.js', 'build'], 60_000);
    expect(built, built.said).toMatchObject({ status: 0 });

    const data = join(folder.path, 'data');
    const args = ['scripts/run.js', 'station', '--data', data, '--receiver-port', '0', '--board-port', '0'];
    const station = spawn(join(folder.path, 'bin/node'), args, {
      cwd: clone,
      env: { ...env, FORECOURT_APP_SECRET: SECRET },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    recordOutput(station);
    try {
      const line = await new Promise<string>((resolve, reject) => {
        createInterface({ input: station.stdout }).once('line', resolve);
        station.once('exit', (code) => reject(new Error(`the station ended with ${code}`)));
      });
      const { event, callback, api, token, board } = JSON.parse(line) as Ready;
      expect(event).toBe('ready');
      const { post, client } = waysToUse(callback, api, token);
      expect(await post(documentedSample())).toEqual({ status: 200, json: { data: null, errorInfo: '', status: 0 } });
      expect(await client.checkIns.byServiceOrder({ receiveBaseId: '6482' })).toMatchObject({
        plate: 'JING',
        proven: true,
      });
      const page = await fetch(new URL('/', board), { headers: { authorization: `Bearer ${token}` } });
      expect(await page.text()).toContain('<div id="root">');
    } finally {
      expect(await endStation(station)).toBe(0);
    }
  },
);
