import fs, { cpSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readDamage, suspectDamage } from '../../../../electron/station/backup/damage-file.ts';
import { longOpening, longRestore } from '../../../../electron/station/backup/long-start.ts';
import { openData } from '../../../../electron/station/backup/open-data.ts';
import { type Journal, restoreFolders, writeJournal } from '../../../../electron/station/backup/restore-journal.ts';
import { markRunning } from '../../../../electron/station/backup/running-marker.ts';
import { DataRepair } from '../../../../electron/station/store/data-repair.ts';
import { DATABASE_FILE, DatabaseUnusable, openDatabase } from '../../../../electron/station/store/database.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { RemovalRemains } from '../../../../electron/station/store/removal-remains.ts';
import type { LongStart } from '../../../../shared/station-process.ts';
import { temporaryFolder } from '../../../support/station.ts';

const NOW = Date.parse('2026-06-10T02:00:00Z');
const JOURNAL: Journal = {
  state: 'built',
  replaced: 'set-aside/now-replaced',
  lastPresentId: 0,
  isPresentDamaged: false,
  result: { at: NOW, checkIns: 0, unreadable: 0, photosMissing: 0 },
};

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  openDatabase(folder.path).close();
  const { draft } = restoreFolders(folder.path);
  mkdirSync(draft, { recursive: true });
  cpSync(join(folder.path, DATABASE_FILE), join(draft, DATABASE_FILE));
  writeJournal(folder.path, JOURNAL);
});
afterEach(() => folder.dispose());

/** What a station that was started did with the data, and what it said of long work. */
async function open(): Promise<LongStart[]> {
  const told: LongStart[] = [];
  const longStart = async (work: LongStart) => void told.push(work);
  (await openData({ dataFolder: folder.path, now: NOW, log: pino({ level: 'silent' }), longStart })).db.close();
  return told;
}

const database = (...names: string[]): string => join(folder.path, ...names, DATABASE_FILE);
const waits = (): boolean => existsSync(restoreFolders(folder.path).root);

test.each([
  ['wal-missing', () => {}],
  ['truncated', () => truncateSync(database())],
  ['file-missing', () => rmSync(database())],
] as const)(
  'after a stop that was none %s is found and told, since SQLite itself would make anew what is gone',
  async (kind, lose) => {
    rmSync(restoreFolders(folder.path).root, { recursive: true });
    // Closing the database has taken its log away.
    lose();
    markRunning(folder.path);
    const { db, wasUnclean } = await openData({
      dataFolder: folder.path,
      now: NOW,
      log: pino({ level: 'silent' }),
      longStart: async () => {},
    });
    expect(wasUnclean).toBe(true);
    expect(readDamage(folder.path)).toMatchObject({ kinds: [kind], folders: [], state: 'open' });
    expect(new DataRepair(db).checks()).toMatchObject([
      { kind: 'start', findings: 1, examples: [{ kind, outcome: 'open' }] },
    ]);
    db.close();
  },
);

/** A setting stands for what a station stores while it runs. */
function receive(name: string): void {
  const db = openDatabase(folder.path);
  db.prepare("INSERT INTO setting (name, value) VALUES (?, '1')").run(name);
  db.close();
}

function received(): unknown[] {
  const db = openDatabase(folder.path);
  const names = db.prepare('SELECT name FROM setting ORDER BY name').pluck().all();
  db.close();
  return names;
}

/** A system that refuses to move the database to or from these places, as Windows does while a program holds the file. */
function refuseMoves(isRefused: (from: string, to: string) => boolean): () => void {
  const real = fs.renameSync;
  const spy = vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (isRefused(String(from), String(to))) throw Object.assign(new Error('EPERM: held'), { code: 'EPERM' });
    real(from, to);
  });
  syncBuiltinESMExports();
  return () => {
    spy.mockRestore();
    syncBuiltinESMExports();
  };
}

describe('a restored database', () => {
  test('stays in use, though the one before it was found damaged', async () => {
    suspectDamage(folder.path, NOW);
    await open();
    expect(readDamage(folder.path)).toBeNull();
    expect(existsSync(database('set-aside/now-replaced'))).toBe(true);
  });

  test('that lacks what a damaged database received last is given up, and the damage is still told', async () => {
    writeFileSync(database(), Buffer.alloc(8_192, 0x5a));
    await open();
    expect(readDamage(folder.path)).toMatchObject({ state: 'open', folders: [expect.any(String)] });
    await open();
    expect(readDamage(folder.path)).toMatchObject({ state: 'open', folders: [expect.any(String)] });
    expect(waits()).toBe(false);
  });

  test.each<[string, (from: string, to: string) => boolean]>([
    ['the old one cannot be moved', (from) => from === database()],
    ['it cannot be moved itself', (from) => from === database('restore/draft')],
  ])('waits when %s, and has what was received until it comes into use', async (_why, isRefused) => {
    receive('before');
    const allow = refuseMoves(isRefused);
    onTestFinished(allow);
    for (const name of ['between', 'later']) {
      await open();
      expect(waits()).toBe(true);
      expect(received()).toContain('before');
      receive(name);
    }
    allow();
    await open();
    expect(waits()).toBe(false);
    expect(received()).toEqual(['before', 'between', 'later']);
    expect(existsSync(database('set-aside/now-replaced'))).toBe(true);
  });

  test('is put in no empty one’s place: when neither can be moved there the station does not start', async () => {
    receive('before');
    const allow = refuseMoves((_from, to) => to === database());
    onTestFinished(allow);
    await expect(open()).rejects.toThrow(DatabaseUnusable);
    await expect(open()).rejects.toThrow('another program may hold it');
    expect(existsSync(database())).toBe(false);
    allow();
    await open();
    expect(received()).toEqual(['before']);
  });

  test('that cannot take the place of a damaged one is given up, since what that one receives could not be added', async () => {
    writeJournal(folder.path, { ...JOURNAL, isPresentDamaged: true });
    const allow = refuseMoves((from) => from === database());
    onTestFinished(allow);
    await open();
    allow();
    receive('between');
    await open();
    expect(received()).toEqual(['between']);
    expect(waits()).toBe(false);
  });
});

describe('a restore that broke off', () => {
  test('has the photos go that it had copied, once it is seen that no visit shows them', async () => {
    writeJournal(folder.path, { ...JOURNAL, state: 'building', result: null });
    writeFileSync(restoreFolders(folder.path).photosAdded, JSON.stringify(['a', 'b']));
    await open();
    expect(waits()).toBe(false);
    const db = openDatabase(folder.path);
    expect(new RemovalRemains(db).files(10)).toEqual(['a', 'b']);
    db.close();
  });
});

describe('long work before the start', () => {
  /** A file as long as a large database: what it says of itself stands at its begin. */
  const makeLarge = (path: string): void => truncateSync(path, 4e9);

  test('is not spoken of where it is short', async () => {
    expect(await open()).toEqual([]);
  });

  test('is told before it begins, with a time that fits the size of the files', async () => {
    const old = restoreFolders(folder.path).draft;
    const bytes = readFileSync(database());
    bytes.writeUInt32BE(MIGRATIONS.length - 1, 60);
    writeFileSync(join(old, DATABASE_FILE), bytes);
    expect(longOpening(old)).toBeNull();
    makeLarge(join(old, DATABASE_FILE));
    expect(longOpening(old)).toMatchObject({ what: 'updating' });
    expect(longOpening(old)?.withinMs).toBeGreaterThan(3_600_000);
    truncateSync(database(), 2e8);
    expect(longOpening(folder.path)).toMatchObject({ what: 'checking' });
    makeLarge(database());
    // Larger ones are not looked through at the start.
    expect(longOpening(folder.path)).toBeNull();
    expect(longRestore(folder.path)).toMatchObject({ what: 'restoring' });
  });

  test('is heard of, and waited for, before the thread is at work', async () => {
    rmSync(restoreFolders(folder.path).root, { recursive: true });
    truncateSync(database(), 4e7);
    let isHeard = false;
    const opening = openData({
      dataFolder: folder.path,
      now: NOW,
      log: pino({ level: 'silent' }),
      longStart: async () => {
        await new Promise(setImmediate);
        isHeard = !existsSync(`${database()}-wal`);
      },
    });
    (await opening).db.close();
    expect(isHeard).toBe(true);
  });
});
