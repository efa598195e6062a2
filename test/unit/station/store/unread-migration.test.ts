import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { OtherMessageReader } from '../../../../electron/station/store/other-message-reader.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';
import { plansOf } from './plans.ts';

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('ADD COLUMN is_unread'));

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

test('of the version before those messages are due of which nothing is shown: unknown ones, and reports and plans that were not read', () => {
  const old = makeOldDatabase(folder.path, BEFORE);
  const add = old.prepare(
    `INSERT INTO message (id, received_at, create_time, msg_id, msg_type, kind, dialect, weak, proven, raw, raw_sha256, is_dropped)
     VALUES (?, 1, 1, 'm', 't', ?, 'verbatim', 0, 1, ?, x'00', ?)`,
  );
  const bytes = Buffer.from('{}');
  add.run(10, 'unknown', bytes, 0);
  add.run(11, 'health-report', bytes, 0);
  add.run(12, 'maintenance-plan', bytes, 0);
  add.run(13, 'unknown', Buffer.alloc(0), 0);
  add.run(14, 'check-in', bytes, 1);
  add.run(15, 'health-report', bytes, 0);
  add.run(16, 'maintenance-plan', bytes, 0);
  old.exec(`INSERT INTO health_report VALUES (15, 'm', NULL, 1, 1, 0, 1, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 0, 0, '[]');
    INSERT INTO plan_event VALUES (16, 0, 'm', NULL, 1, 1, '{}')`);
  old.close();
  const db = openDatabase(folder.path);
  const reader = new OtherMessageReader(db);
  expect(reader.list(undefined, 10).items.map(({ id }) => id)).toEqual(['12', '11', '10']);
  expect(reader.count()).toBe(3);
  db.prepare("UPDATE message SET raw = x'' WHERE id = 11").run();
  expect(reader.count()).toBe(2);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});

test('they are found by an index that holds them alone', () => {
  const db = openDatabase(folder.path);
  const plans = plansOf(db, (listening) => void new OtherMessageReader(listening));
  expect(plans).toHaveLength(4);
  for (const { sql, steps } of plans) {
    const ofOne = sql.includes('id = ?') ? /SEARCH message USING (INTEGER PRIMARY KEY|INDEX message_unread)/ : null;
    expect(steps[0]).toMatch(ofOne ?? /USING (COVERING )?INDEX message_unread/);
  }
  db.close();
});
