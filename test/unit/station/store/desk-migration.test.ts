import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = 3;
const AT = Date.UTC(2026, 2, 3, 9);

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

/** A database as the version before left it. */
const oldDatabase = (): void => void makeOldDatabase(folder.path, BEFORE).close();

test('visits of the version before come over as they were, with nothing from the desk on them yet', () => {
  oldDatabase();
  const db = openDatabase(folder.path);
  const reader = new StationReader(db, () => DEFAULT_SETTINGS.board);
  const nothing = { setAside: null, setAsideAt: null, deskNote: null, keyTag: null, promisedAt: null };
  expect(reader.checkIn('1')).toMatchObject({ lane: 'new', plate: 'OLD 1', ...nothing, setAsides: [] });
  expect(reader.checkIn('1')?.messages).toHaveLength(1);
  expect(reader.checkIn('2')).toMatchObject({ lane: 'handed-over', plate: 'OLD 2', ...nothing });
  expect(reader.checkIn('2')?.laneChanges).toHaveLength(1);
  const writer = new StationWriter(db);
  expect(writer.figures.lanes).toMatchObject({ new: 1, 'handed-over': 1 });
  expect(writer.desk.setAside('1', null, 'mistake', AT)).toEqual({ type: 'done' });
  expect(writer.figures.lanes).toMatchObject({ new: 0, 'handed-over': 1 });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  writer.close();
});

test('a visit cannot be set aside for a reason that we do not know, or at no time', () => {
  oldDatabase();
  const db = openDatabase(folder.path);
  expect(() => db.exec("UPDATE check_in SET set_aside = 'whim', set_aside_at = 1")).toThrow(/CHECK/);
  expect(() => db.exec("UPDATE check_in SET set_aside = 'mistake'")).toThrow(/CHECK/);
  db.close();
});
