import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchForDamage } from '../../../../electron/station/store/damage-watch.ts';
import { DATABASE_FILE, isDamage, openDatabase } from '../../../../electron/station/store/database.ts';
import { temporaryFolder } from '../../../support/station.ts';

let folder: ReturnType<typeof temporaryFolder>;
let db: Database.Database;
let found = 0;
beforeAll(() => {
  folder = temporaryFolder();
  const whole = openDatabase(folder.path);
  whole.exec(
    'CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT); WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n WHERE id < 200) INSERT INTO kept SELECT id, hex(randomblob(500)) FROM n',
  );
  const root = Number(whole.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'kept'").pluck().get());
  whole.close();
  const file = openSync(join(folder.path, DATABASE_FILE), 'r+');
  writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, (root - 1) * 4096);
  closeSync(file);
  db = openDatabase(folder.path);
  watchForDamage(db, () => {
    found += 1;
  });
});
afterAll(() => {
  db.close();
  folder.dispose();
});

test.each<[string, () => unknown]>([
  ['one row', () => db.prepare('SELECT text FROM kept WHERE id = ?').pluck().get(7)],
  ['all rows', () => db.prepare('SELECT * FROM kept').all()],
  ['rows one by one', () => [...db.prepare('SELECT * FROM kept WHERE id > ?').iterate(3)]],
  ['a change', () => db.prepare("UPDATE kept SET text = '' WHERE id = $id").run({ id: 7 })],
  ['a change in a transaction', () => db.transaction(() => db.prepare('DELETE FROM kept').run()).immediate()],
  ['several statements', () => db.exec("INSERT INTO kept (text) VALUES ('')")],
])('damage that is met by %s is told, and is an error all the same', (_what, ask) => {
  found = 0;
  let error: unknown = null;
  try {
    ask();
  } catch (caught) {
    error = caught;
  }
  expect([isDamage(error), found]).toEqual([true, 1]);
});

test('whatever else goes wrong is no damage, and what is whole answers as ever', () => {
  found = 0;
  expect(() => db.prepare('SELECT * FROM nowhere')).toThrow(/no such table/);
  expect(() => db.exec("UPDATE check_in SET lane = 'garage'; INSERT INTO removal_traces VALUES (7)")).toThrow(/CHECK/);
  const marks = db.prepare<[number], number>('SELECT message_id FROM known_mark WHERE message_id >= ?').pluck();
  expect([marks.get(0), marks.all(0), [...marks.iterate(0)], db.pragma('user_version', { simple: true })]).toEqual([
    0,
    [0],
    [0],
    expect.any(Number),
  ]);
  expect(found).toBe(0);
});
