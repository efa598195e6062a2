import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../../electron/simulator/random.ts';
import { openDatabase } from '../../../electron/station/store/database.ts';
import { signedCheckIn } from '../../support/messages.ts';
import {
  endStation,
  type SpawnedStation,
  spawnStation,
  startTestStation,
  type TestStation,
  temporaryFolder,
  waysToUse,
} from '../../support/station.ts';
import { Ledger, type Sent } from './ledger.ts';
import { inspect } from './stored.ts';

const ACCEPTED = { status: 200, json: { data: null, errorInfo: '', status: 0 } };
const NOT_STORED = { status: 503, json: { data: null, errorInfo: 'message could not be stored', status: 503 } };
/** Bytes that make a check-in too large for the room that is left over here and there in a full database. */
const LARGE = 20_000;
/** 2 MB: room for some tens of large check-ins. */
const SMALL_DATABASE = 500;

const newLedger = (): Ledger => new Ledger(createRandom(7));

/** Sends large check-ins until some could not be stored; answers these. */
async function fill(post: TestStation['post'], ledger: Ledger, failures: number): Promise<Sent[]> {
  const failed: Sent[] = [];
  for (let sent = 0; sent < 500 && failed.length < failures; sent++) {
    const message = ledger.make(LARGE);
    const answer = await post(message.body);
    if (answer.status === 200) {
      expect(answer).toEqual(ACCEPTED);
      ledger.acknowledge(message);
    } else {
      expect(answer).toEqual(NOT_STORED);
      failed.push(message);
    }
  }
  expect(failed).toHaveLength(failures);
  return failed;
}

function expectExactly(dataFolder: string, { acknowledged }: Ledger): void {
  const { faults, messages } = inspect(dataFolder);
  expect(faults).toEqual([]);
  expect([...messages.values()].sort(byId)).toEqual([...acknowledged.values()].sort(byId));
}

const byId = (a: { msgId: string }, b: { msgId: string }): number => (a.msgId < b.msgId ? -1 : 1);

/** A data folder whose database got some SQL of the test's own before any station used it. */
function prepared(sql: string): { path: string; dispose: () => void } {
  const folder = temporaryFolder();
  const db = openDatabase(folder.path);
  db.exec(sql);
  db.close();
  return folder;
}

/** Room that is taken until somebody hands a car over: so that it can be had without a restart. */
const RELEASABLE_BALLAST = `
  CREATE TABLE ballast (bytes BLOB NOT NULL);
  INSERT INTO ballast VALUES (zeroblob(1000000));
  CREATE TRIGGER release AFTER UPDATE OF lane ON check_in WHEN new.lane = 'handed-over' BEGIN DELETE FROM ballast; END;`;

test('what a full database cannot take is answered 503, logged once there is room, and accepted when it comes again', async () => {
  const ledger = newLedger();
  const folder = prepared(RELEASABLE_BALLAST);
  try {
    const station = await startTestStation({ dataFolder: folder.path, maxPages: SMALL_DATABASE });
    const { client, post } = station;
    try {
      const failed = await fill(post, ledger, 5);
      expect(await client.status()).toMatchObject({ accepting: false, obstacle: 'storage-full' });
      for (const message of failed) expect(await post(message.body), 'it is no repeat').toEqual(NOT_STORED);

      const { items } = await client.checkIns.list({ limit: 1 });
      await client.checkIns.move({ id: items[0]?.id ?? '', from: 'new', to: 'handed-over' });
      for (const message of failed) {
        expect(await post(message.body)).toEqual(ACCEPTED);
        ledger.acknowledge(message);
      }
      expect(await client.status()).toMatchObject({ accepting: true, obstacle: null });
      const log = (await client.deliveries.list({ limit: 200 })).items;
      for (const { msgId } of failed) {
        const facts = log
          .filter((delivery) => delivery.msgId === msgId)
          .map((d) => [d.outcome, d.reason, d.httpStatus]);
        expect(facts.sort()).toEqual([
          ['accepted', null, 200],
          ['failed', 'storage-full', 503],
          ['failed', 'storage-full', 503],
        ]);
      }
    } finally {
      await station.dispose();
    }
    expectExactly(folder.path, ledger);
  } finally {
    folder.dispose();
  }
});

/** Stands in for a fault that concerns one message alone. */
const UNSTORABLE_TYPE = 'event.autox3.unstorable';
const UNSTORABLE = `CREATE TRIGGER unstorable BEFORE INSERT ON message WHEN new.msg_type = '${UNSTORABLE_TYPE}'
  BEGIN SELECT RAISE(ABORT, 'cannot be stored'); END;`;

test('a message that can never be stored fails alone, not those that share its commit', async () => {
  const ledger = newLedger();
  const folder = prepared(UNSTORABLE);
  try {
    const station = await startTestStation({ dataFolder: folder.path });
    try {
      const messages = Array.from({ length: 40 }, () => ledger.make());
      const bodies = messages.map(({ body }) => body);
      bodies.splice(20, 0, signedCheckIn({ msgType: UNSTORABLE_TYPE }).body);
      const answers = await Promise.all(bodies.map((body) => station.post(body)));
      expect(answers.splice(20, 1)).toEqual([NOT_STORED]);
      for (const answer of answers) expect(answer).toEqual(ACCEPTED);
      for (const message of messages) ledger.acknowledge(message);
      expect((await station.client.deliveries.list({ outcome: 'failed' })).items).toMatchObject([
        { reason: 'storage-failed', httpStatus: 503, msgType: UNSTORABLE_TYPE },
      ]);
    } finally {
      await station.dispose();
    }
    expectExactly(folder.path, ledger);
  } finally {
    folder.dispose();
  }
});

test('a request that can never be logged does not keep later check-ins from being stored', async () => {
  const ledger = newLedger();
  const folder = prepared(`${UNSTORABLE}
    CREATE TRIGGER unloggable BEFORE INSERT ON delivery WHEN new.outcome = 'failed'
    BEGIN SELECT RAISE(ABORT, 'cannot be logged'); END;`);
  try {
    const station = await startTestStation({ dataFolder: folder.path });
    try {
      expect(await station.post(signedCheckIn({ msgType: UNSTORABLE_TYPE }).body)).toEqual(NOT_STORED);
      for (const message of [ledger.make(), ledger.make()]) {
        expect(await station.post(message.body)).toEqual(ACCEPTED);
        ledger.acknowledge(message);
      }
    } finally {
      await station.dispose();
    }
    expectExactly(folder.path, ledger);
  } finally {
    folder.dispose();
  }
});

test('a delivery log that cannot be cut back costs no acknowledged check-in, and no later one', async () => {
  const ledger = newLedger();
  // More rows than are kept, so that the cut after 1,000 further ones has something to delete; and cannot.
  const folder = prepared(`
    WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 20005)
    INSERT INTO delivery (received_at, outcome, weak, proven, http_status, duration_ms, bytes)
    SELECT 0, 'refused', 0, 0, 413, 0, 0 FROM row;
    CREATE TRIGGER uncuttable BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'cannot be deleted'); END;`);
  try {
    const station = await startTestStation({ dataFolder: folder.path });
    try {
      for (let burst = 0; burst < 24; burst++) {
        const messages = Array.from({ length: 50 }, () => ledger.make());
        const answers = await Promise.all(messages.map(({ body }) => station.post(body)));
        for (const answer of answers) expect(answer).toEqual(ACCEPTED);
        for (const message of messages) ledger.acknowledge(message);
      }
    } finally {
      await station.dispose();
    }
    expectExactly(folder.path, ledger);
  } finally {
    folder.dispose();
  }
});

test('a station says that its storage is full, and with more room has everything that it acknowledged', async () => {
  const ledger = newLedger();
  const folder = temporaryFolder();
  let station: TestStation | undefined;
  try {
    station = await startTestStation({ dataFolder: folder.path, maxPages: SMALL_DATABASE });
    const [failed] = await fill(station.post, ledger, 1);
    expect(await station.client.status()).toMatchObject({ accepting: false, obstacle: 'storage-full' });
    await station.dispose();

    station = await startTestStation({ dataFolder: folder.path });
    expect(await station.client.status()).toMatchObject({ accepting: true, obstacle: null });
    if (failed !== undefined) {
      expect(await station.post(failed.body)).toEqual(ACCEPTED);
      ledger.acknowledge(failed);
    }
    await station.dispose();
    station = undefined;
    expectExactly(folder.path, ledger);
  } finally {
    await station?.dispose();
    folder.dispose();
  }
});

/** A small disk in memory, mounted at `path`; null, with a reason, where none can be mounted. */
function mountSmallDisk(path: string): { unmount: () => void } | string {
  if (process.platform !== 'linux') return `no tmpfs on ${process.platform}`;
  if (process.getuid?.() !== 0) return 'only root may mount a tmpfs';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'forecourt-test', path], { stdio: 'pipe' });
  } catch (error) {
    return `a tmpfs cannot be mounted: ${error instanceof Error ? error.message.trim() : error}`;
  }
  return { unmount: () => void execFileSync('umount', ['--lazy', path]) };
}

/** Fills the disk to its last page. */
function writeBallast(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const size of [1_048_576, 4_096]) {
      const chunk = Buffer.alloc(size, 1);
      for (let written = 0; written < 1_000; written++) {
        try {
          if (writeSync(file, chunk) < size) break;
        } catch (error) {
          if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') break;
          throw error;
        }
      }
    }
  } finally {
    closeSync(file);
  }
}

test('a station on a full disk refuses, accepts again by itself as soon as there is room, and loses nothing', async ({
  skip,
}) => {
  const disk = temporaryFolder();
  const mounted = mountSmallDisk(disk.path);
  if (typeof mounted === 'string') {
    disk.dispose();
    process.stderr.write(`SKIPPED, the real full disk: ${mounted}\n`);
    skip(mounted);
    return;
  }
  let station: SpawnedStation | undefined;
  try {
    const ledger = newLedger();
    const dataFolder = join(disk.path, 'data');
    const ballast = join(disk.path, 'ballast');
    mkdirSync(dataFolder);
    station = await spawnStation(dataFolder);
    let { post, client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
    const accept = async (messages: readonly Sent[]): Promise<void> => {
      for (const message of messages) {
        expect(await post(message.body)).toEqual(ACCEPTED);
        ledger.acknowledge(message);
      }
    };
    const make = (count: number): Sent[] => Array.from({ length: count }, () => ledger.make());
    const refuse = async (messages: readonly Sent[]): Promise<void> => {
      const answers = await Promise.all(messages.map(({ body }) => post(body)));
      for (const answer of answers) expect(answer).toEqual(NOT_STORED);
    };
    const visit = ({ serviceOrder }: Sent) => client.checkIns.byServiceOrder({ receiveBaseId: serviceOrder });
    const accepting = async (): Promise<boolean> => (await client.status()).accepting;

    const [first = ledger.make(), ...before] = make(20);
    await accept([first, ...before]);
    writeBallast(ballast);

    const failed = make(60);
    await refuse(failed);
    expect(await client.status()).toMatchObject({ accepting: false, obstacle: 'storage-full', lanes: { new: 20 } });
    // A repeat of a stored message could be acknowledged in truth, but cannot be logged, so it is told to come again: it
    // loses nothing by that. One of a message that is not stored must not be acknowledged in any case.
    await refuse([first, ...failed.slice(0, 5)]);
    expect(await post(signedCheckIn({ secret: 'another-secret-that-is-wrong' }).body)).toEqual(NOT_STORED);

    const { id } = await visit(first);
    await expect(client.checkIns.move({ id, from: 'new', to: 'seen' })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    expect(await visit(first)).toMatchObject({ lane: 'new', laneChanges: [], messageCount: 1 });
    expect(await client.status()).toMatchObject({ lanes: { new: 20, seen: 0 } });
    const { stderr } = station;
    await expect.poll(stderr, { timeout: 3_000 }).toContain('search rows could not be written');

    rmSync(ballast);
    // Nobody sends anything meanwhile: the station finds out by itself.
    await expect.poll(accepting, { timeout: 5_000, interval: 50 }).toBe(true);
    const { items } = await client.deliveries.list({ outcome: 'failed', limit: 200 });
    expect(items).toHaveLength(60 + 6 + 1);
    for (const { reason, httpStatus } of items) {
      expect({ reason, httpStatus }).toEqual({ reason: 'storage-full', httpStatus: 503 });
    }
    const lastBefore = before.at(-1) ?? first;
    const found = async () => (await client.checkIns.list({ q: lastBefore.plate })).items.map((c) => c.receiveBaseId);
    await expect.poll(found, { timeout: 5_000, interval: 50 }).toEqual([lastBefore.serviceOrder]);
    expect(await client.checkIns.move({ id, from: 'new', to: 'seen' })).toMatchObject({ lane: 'seen' });
    await accept([...failed, ...make(10)]);

    writeBallast(ballast);
    const failedAgain = make(30);
    await refuse(failedAgain);
    await endStation(station.process, 'SIGKILL');
    station = await spawnStation(dataFolder);
    ({ post, client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token));
    expect(await visit(first), 'a station that starts on a full disk shows what it has').toMatchObject({
      lane: 'seen',
    });
    await refuse(failedAgain);
    rmSync(ballast);
    await expect.poll(accepting, { timeout: 5_000, interval: 50 }).toBe(true);
    await accept(failedAgain);

    await endStation(station.process, 'SIGKILL');
    station = await spawnStation(dataFolder);
    ({ post, client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token));
    expect((await client.status()).lanes).toMatchObject({ new: 119, seen: 1 });
    await endStation(station.process, 'SIGKILL');
    expectExactly(dataFolder, ledger);
  } finally {
    if (station !== undefined) await endStation(station.process, 'SIGKILL');
    mounted.unmount();
    disk.dispose();
  }
});
