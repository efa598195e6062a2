import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { type DeviceRow, DeviceStore } from '../../../../electron/station/store/device-store.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { temporaryFolder } from '../../../support/station.ts';

let folder: ReturnType<typeof temporaryFolder>;
let db: Database.Database;
beforeEach(() => {
  folder = temporaryFolder();
  db = openDatabase(folder.path);
});
afterEach(() => {
  db.close();
  folder.dispose();
});

const row = (parts: Partial<DeviceRow> = {}): DeviceRow => ({
  id: 'device-1',
  name: 'Reception',
  role: 'desk',
  tokenSha256: Uint8Array.from(randomBytes(32)),
  pairedAt: 1_000,
  lastSeenAt: 1_000,
  browser: 'Chrome, Windows',
  address: '192.168.1.30',
  ...parts,
});
const sorted = (rows: DeviceRow[]): DeviceRow[] => rows.sort((a, b) => a.id.localeCompare(b.id));
const bytesOf = (rows: DeviceRow[]) => rows.map((one) => ({ ...one, tokenSha256: [...one.tokenSha256] }));

describe('the paired devices on disk', () => {
  test('are there after a restart, with their new names and without those that were removed', () => {
    const store = new DeviceStore(db);
    const [desk, wall, other] = [
      row(),
      row({ id: 'device-2', role: 'wall', browser: null, address: null }),
      row({ id: 'device-3' }),
    ];
    for (const device of [desk, wall, other]) store.add(device, null);
    store.rename('device-2', '车间大屏');
    store.remove('device-3');
    db.close();

    db = openDatabase(folder.path);
    expect(bytesOf(sorted(new DeviceStore(db).all()))).toEqual(bytesOf([desk, { ...wall, name: '车间大屏' }]));
  });

  test('take the place of what the same browser was, both or neither', () => {
    const store = new DeviceStore(db);
    store.add(row(), null);
    const taken = row({ id: 'device-2' });
    store.add(taken, 'device-1');
    expect(store.all().map(({ id }) => id)).toEqual(['device-2']);

    expect(() => store.add({ ...row({ id: 'device-3' }), tokenSha256: taken.tokenSha256 }, null)).toThrow(
      Database.SqliteError,
    );
    expect(() => store.add({ ...row({ id: 'device-2' }) }, 'device-9')).toThrow(Database.SqliteError);
    expect(store.all().map(({ id }) => id)).toEqual(['device-2']);
  });

  test('know when they were last seen, and the disk is waited for again afterwards', () => {
    const store = new DeviceStore(db);
    store.add(row(), null);
    store.add(row({ id: 'device-2' }), null);
    store.seen([
      { id: 'device-1', lastSeenAt: 9_000, browser: null, address: '192.168.1.31' },
      { id: 'gone', lastSeenAt: 9_000, browser: null, address: null },
    ]);
    expect(sorted(store.all())).toMatchObject([
      { id: 'device-1', lastSeenAt: 9_000, browser: null, address: '192.168.1.31', name: 'Reception' },
      { id: 'device-2', lastSeenAt: 1_000 },
    ]);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
  });

  test.each([
    ['a role that is none', { role: 'manager' as 'desk' }],
    ['a hash that is none', { tokenSha256: new Uint8Array(31) }],
    ['a name of a browser that is too long', { browser: 'x'.repeat(201) }],
  ])('refuse %s', (_what, parts) => {
    expect(() => new DeviceStore(db).add(row(parts), null)).toThrow(Database.SqliteError);
  });
});

test('a database from before there were devices has none, and keeps all that it held', () => {
  db.close();
  const old = new Database(join(folder.path, 'old.db'));
  const devices = MIGRATIONS.findIndex((sql) => sql.includes('CREATE TABLE device'));
  for (const sql of MIGRATIONS.slice(0, devices)) old.exec(sql);
  old.prepare("INSERT INTO setting VALUES ('alerts', '{}')").run();
  old.exec(MIGRATIONS[devices] ?? '');
  expect(new DeviceStore(old).all()).toEqual([]);
  expect(old.prepare('SELECT name FROM setting').pluck().all()).toEqual(['alerts']);
  old.close();
  db = openDatabase(folder.path);
});
