import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('last_use'));
const AT = Date.UTC(2026, 2, 3, 9);

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

test('what was set aside in the version before is so still, for its reason and with its history, and other stores join it', () => {
  const old = makeOldDatabase(folder.path, BEFORE);
  old.exec(`UPDATE check_in SET set_aside = 'duplicate', set_aside_at = ${AT} WHERE id = 1;
    INSERT INTO set_aside_change (check_in_id, reason, at) VALUES (1, 'duplicate', ${AT})`);
  old.close();
  const db = openDatabase(folder.path);
  const reader = new StationReader(db, () => DEFAULT_SETTINGS.board);
  const at = new Date(AT).toISOString();
  expect(reader.checkIn('1')).toMatchObject({ setAside: 'duplicate', setAsideAt: at, setAsides: [{ at }] });
  expect(reader.checkIn('2')).toMatchObject({ setAside: null, setAsideAt: null });
  const writer = new StationWriter(db);
  expect(writer.desk.setAside('1', 'duplicate', 'other-store', AT + 1)).toEqual({ type: 'done' });
  expect(() => db.exec("UPDATE check_in SET set_aside = 'whim'")).toThrow(/CHECK/);
  expect(() => db.exec('UPDATE check_in SET set_aside_at = NULL')).toThrow(/CHECK/);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  writer.close();
});
