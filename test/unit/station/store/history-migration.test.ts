import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = 6;
const AT = Date.UTC(2026, 2, 3, 9);
const HOUR = 3_600_000;

test('visits of the version before are listed at once, by their times too, and found when their rows are written anew', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  const old = makeOldDatabase(folder.path, BEFORE);
  // The clock was set back before the last one came, into an hour that has visits already.
  const copy = old.prepare(
    `INSERT INTO check_in (id, message_id, message_count, arrived_at, created_at, lane, lane_changed_at, weak, proven, clipped,
       plate, lights, damage, damage_count, photo_count, belongings, belongings_count, store_id)
     VALUES (?, 1, 1, ?, ?, 'ready', ?, 0, 1, 0, ?, '[{"code":"20","label":null}]', '[]', 0, 0, '[]', 0, '84')`,
  );
  copy.run(3, AT + HOUR, AT, AT, 'OLD 3');
  copy.run(4, AT + 1, AT, AT, 'OLD 4');
  old.exec("INSERT INTO check_in_search (rowid, tokens) VALUES (1, 'old'); UPDATE search_mark SET check_in_id = 4");
  old.close();

  const db = openDatabase(folder.path);
  const reader = new StationReader(db, () => DEFAULT_SETTINGS.board);
  const ids = (filter: Parameters<StationReader['history']>[0]): string[] =>
    reader.history(filter, undefined, 9).items.map(({ id }) => id);
  const hour = { from: new Date(AT).toISOString(), to: new Date(AT + HOUR).toISOString() };
  expect(ids({})).toEqual(['4', '3', '2', '1']);
  expect(ids(hour)).toEqual(['4', '2', '1']);
  expect(reader.historyCount({}, undefined, undefined)).toEqual({ count: 4, isMore: false, unsearchable: 4 });

  const writer = new StationWriter(db);
  while (writer.search.catchUp(2) > 0);
  expect(writer.arrivals.catchUp(10)).toBe(0);
  expect(ids({ q: 'old' })).toEqual(['4', '3', '2', '1']);
  expect(ids({ q: 'old3', place: 'ready', lights: 'amber', store: '84' })).toEqual(['3']);
  expect(ids({ place: 'handed-over' })).toEqual(['2']);
  expect(reader.historyCount({}, undefined, undefined).unsearchable).toBe(0);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});
