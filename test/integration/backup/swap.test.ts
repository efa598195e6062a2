import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openData } from '../../../electron/station/backup/open-data.ts';
import { readLastRestore } from '../../../electron/station/backup/restore-journal.ts';
import { HEADLESS } from '../../support/command.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { endStation, spawnStation, startTestStation, temporaryFolder, waysToUse } from '../../support/station.ts';
import { recordOutput } from '../../support/written/record-output.ts';
import { inspect } from '../durability/stored.ts';

/** At so many steps at most is the start killed: there are fewer. */
const MOST_STEPS = 20;

/**
 * Loaded before the program: counts what it moves and removes of the restore and the database, and kills it before the step
 * FORECOURT_KILL_BEFORE, or refuses to move the database as Windows does while another program holds it.
 */
const HOOK = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { FORECOURT_KILL_BEFORE: killBefore, FORECOURT_REFUSE: refuse, FORECOURT_FOLDER: folder } = process.env;
let step = 0;
for (const name of ['renameSync', 'rmSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    const path = String(args[0]).slice(folder.length + 1);
    if (refuse && name === 'renameSync' && path === 'forecourt.db')
      throw Object.assign(new Error('EPERM: held'), { code: 'EPERM' });
    if (/^(restore(?!.(present|scratch))|set-aside|last-restore|damage|station.running|forecourt.db)/.test(path) && ++step === Number(killBefore))
      process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
}
syncBuiltinESMExports();
`;

let folder: ReturnType<typeof temporaryFolder>;
let hook: string;
const acknowledged: string[] = [];

/** A stopped station whose restore is built and waits for the next start, with check-ins from before, meanwhile and after. */
beforeAll(async () => {
  folder = temporaryFolder();
  hook = join(folder.path, 'hook.mjs');
  writeFileSync(hook, HOOK);
  const built = Promise.withResolvers<void>();
  const station = await startTestStation({ dataFolder: join(folder.path, 'built'), restart: built.resolve });
  const receive = async (): Promise<void> => {
    for (let sent = 0; sent < 3; sent++) acknowledged.push(await deliver(station));
  };
  await receive();
  await station.client.backups.now();
  const made = async () => {
    const { backups, work } = await station.client.backups.state();
    return work === null && backups[0];
  };
  const { id } = await vi.waitUntil(made, { timeout: 20_000 });
  await receive();
  await station.client.backups.restore({ folder: null, id });
  await built.promise;
  await receive();
  await station.stop();
});
afterAll(() => folder.dispose());

async function deliver({ post }: Pick<ReturnType<typeof waysToUse>, 'post'>): Promise<string> {
  const { body, msgId } = signedCheckIn();
  expect((await post(body)).status).toBe(200);
  return msgId;
}

function copyOf(name: string): string {
  const data = join(folder.path, name);
  cpSync(join(folder.path, 'built'), data, { recursive: true });
  return data;
}

/** Starts the real station, which is killed before that step; false where it was ready without having come to it. */
async function killedBefore(step: number, data: string): Promise<boolean> {
  const args = ['--import', hook, HEADLESS, '--data', data, '--receiver-port', '0', '--board-port', '0'];
  const env = { ...process.env, FORECOURT_KILL_BEFORE: String(step), FORECOURT_FOLDER: data };
  const child = recordOutput(spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  const ended = once(child, 'exit');
  const isKilled = await Promise.race([ended.then(() => true), once(child.stdout, 'data').then(() => false)]);
  child.kill('SIGKILL');
  await ended;
  return isKilled;
}

/** What the next start makes of the data. */
async function expectAll(data: string, msgIds: readonly string[]): Promise<void> {
  (await openData({ dataFolder: data, now: Date.now(), log: pino({ level: 'silent' }) })).db.close();
  const { faults, messages } = inspect(data);
  expect(faults).toEqual([]);
  expect([...messages.keys()].sort()).toEqual([...msgIds].sort());
  expect(readLastRestore(data)).not.toBeNull();
  expect(existsSync(join(data, 'restore'))).toBe(false);
  expect(existsSync(join(data, 'damage.json'))).toBe(false);
}

test('a start that is killed at any step of a restore that comes into use loses nothing, and the next one ends it', async () => {
  let step = 1;
  let last = MOST_STEPS;
  const lane = async (): Promise<void> => {
    while (step < last) {
      const mine = step++;
      const data = copyOf(`killed-${mine}`);
      if (!(await killedBefore(mine, data))) last = Math.min(last, mine);
      await expectAll(data, acknowledged);
    }
  };
  await Promise.all([lane(), lane()]);
  expect(last).toBeGreaterThan(8);
  expect(last).toBeLessThan(MOST_STEPS);
});

test('a restore whose database the system refuses to move waits, says so, and has all that came until it comes into use', async () => {
  const data = copyOf('refused');
  const env = { NODE_OPTIONS: `--import ${hook}`, FORECOURT_REFUSE: '1', FORECOURT_FOLDER: data };
  const station = await spawnStation(data, { env });
  let between = '';
  try {
    const { callback, api, token } = station.ready;
    const ways = waysToUse(callback, api, token);
    expect(await ways.client.backups.state()).toMatchObject({ restoreProblem: 'not-in-use', lastRestore: null });
    between = await deliver(ways);
  } finally {
    await endStation(station.process, 'SIGKILL');
  }
  await expectAll(data, [...acknowledged, between]);
});
