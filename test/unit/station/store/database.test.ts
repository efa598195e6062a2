import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseUnusable, openDatabase } from '../../../../electron/station/store/database.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { openStore } from './rows.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

const schemaOf = (db: Database.Database): unknown[] =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();

/** Makes the database file without Forecourt. */
function make(change: (db: Database.Database) => void): void {
  const db = new Database(join(folder.path, 'forecourt.db'));
  change(db);
  db.close();
}

describe('the database', () => {
  test('is made on first use, in a folder that is made too, and marked as ours', () => {
    const db = openDatabase(join(folder.path, 'new', 'folder'));
    expect(db.pragma('application_id', { simple: true })).toBe(Buffer.from('Fcrt').readInt32BE());
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  test('is not changed by being opened again', () => {
    const first = openDatabase(folder.path);
    const schema = schemaOf(first);
    first.prepare('UPDATE search_mark SET check_in_id = 7').run();
    first.close();
    const again = openDatabase(folder.path);
    expect(schemaOf(again)).toEqual(schema);
    expect(again.prepare('SELECT check_in_id FROM search_mark').pluck().all()).toEqual([7]);
    again.close();
  });

  test('keeps what a commit has brought through a power cut, and its rows to their rules', () => {
    const db = openDatabase(folder.path);
    const set = (name: string): unknown => db.pragma(name, { simple: true });
    expect([set('journal_mode'), set('synchronous'), set('foreign_keys'), set('locking_mode')]).toEqual([
      'wal',
      2,
      1,
      'exclusive',
    ]);
    db.close();
  });

  test('that broke off while it was being made is finished the next time', () => {
    make((db) => db.pragma('journal_mode = WAL'));
    const db = openDatabase(folder.path);
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    db.close();
  });
});

describe('a database that cannot be used is told in one sentence', () => {
  const path = (): string => join(folder.path, 'forecourt.db');
  test.each<[string, () => string, RegExp]>([
    [
      'made by a newer Forecourt',
      () => {
        openDatabase(folder.path).close();
        make((db) => db.pragma('user_version = 99'));
        return folder.path;
      },
      /newer Forecourt \(version 99/,
    ],
    [
      'of another program',
      () => {
        make((db) => db.exec('CREATE TABLE theirs (x)'));
        return folder.path;
      },
      /database of another program/,
    ],
    [
      'of another program that marks its files',
      () => {
        make((db) => db.exec('CREATE TABLE theirs (x); PRAGMA application_id = 1; PRAGMA user_version = 3'));
        return folder.path;
      },
      /database of another program/,
    ],
    [
      'that is no database',
      () => {
        writeFileSync(path(), 'Dear diary, '.repeat(1_000));
        return folder.path;
      },
      /is not a database/,
    ],
    [
      'that is a folder',
      () => {
        mkdirSync(path());
        return folder.path;
      },
      /cannot be opened/,
    ],
    [
      'in a folder that is a file',
      () => {
        writeFileSync(join(folder.path, 'file'), '');
        return join(folder.path, 'file');
      },
      /data folder .* cannot be used/,
    ],
    [
      'in a folder that cannot be made',
      () => {
        writeFileSync(join(folder.path, 'file'), '');
        return join(folder.path, 'file', 'below');
      },
      /data folder .* cannot be used/,
    ],
  ])('%s', (_which, prepare, sentence) => {
    const dataFolder = prepare();
    const open = () => openDatabase(dataFolder);
    expect(open).toThrow(DatabaseUnusable);
    expect(open).toThrow(sentence);
    expect(open).toThrow(/^[^\n]+\.$/);
  });

  test('in use by another Forecourt', () => {
    const first = openDatabase(folder.path);
    expect(() => openDatabase(folder.path)).toThrow(/^Another Forecourt is already using the data folder .+\.$/);
    first.close();
    openDatabase(folder.path).close();
  });

  test('that may only be read', ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everything');
    openDatabase(folder.path).close();
    chmodSync(path(), 0o400);
    expect(() => openDatabase(folder.path)).toThrow(DatabaseUnusable);
  });

  test('and is left as it was', () => {
    make((db) => db.exec('CREATE TABLE theirs (x); INSERT INTO theirs VALUES (42)'));
    expect(() => openDatabase(folder.path)).toThrow(DatabaseUnusable);
    make((db) => {
      expect(db.prepare('SELECT x FROM theirs').pluck().all()).toEqual([42]);
      expect(db.pragma('application_id', { simple: true })).toBe(0);
      expect(db.pragma('user_version', { simple: true })).toBe(0);
    });
  });
});

test('a delivery that breaks a rule of the tables is not stored, and leaves no trace of its batch', () => {
  const store = openStore();
  try {
    store.store({ receiveBaseId: 1 });
    const before = { ...store.writer.figures, lanes: { ...store.writer.figures.lanes } };
    expect(() => store.db.prepare("UPDATE check_in SET lane = 'garage'").run()).toThrow(/CHECK/);
    expect(() => store.db.prepare("UPDATE check_in SET odometer = 'far'").run()).toThrow(/REAL/);
    expect(store.writer.figures).toEqual(before);
  } finally {
    store.dispose();
  }
});
