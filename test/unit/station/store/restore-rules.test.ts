import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';

const OWN = [
  'message',
  'check_in',
  'photo',
  'sheet',
  'sheet_job',
  'visit_step',
  'setting',
  'device',
  'room',
  'message_floor',
  'station_identity',
];
/** Rows that a restore copies as they are, with the number of their visit. */
const COPIED = [
  'lane_change',
  'set_aside_change',
  'delivery',
  'quarantine',
  'weak_ended',
  'last_use',
  'removal',
  'removed_bytes',
  'accepted_by_hand',
  'photo_to_remove',
];
/** Derived, or merged by a rule of their own. */
const DERIVED = [
  'known_message',
  'known_signature',
  'unproven_message',
  'data_check',
  'data_finding',
  'arrival_run',
  'vehicle_visit',
  'vehicle_memory',
  'vehicle_due',
  'removal_traces',
  'heartbeat',
  'outage',
  'blind_tick',
  'relay_time',
  'relay_run',
  'message_run',
  'health_report',
  'plan_event',
  'vehicle_plan',
  'plan_due',
  'fetched_report',
];

test('every table has a rule for what a restore does with it: a new one is copied by rows unless it is named in merge.ts', () => {
  const db = new Database(':memory:');
  for (const sql of MIGRATIONS) db.exec(sql);
  const tables = db
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .pluck()
    .all();
  db.close();
  const known = [...OWN, ...COPIED, ...DERIVED];
  expect(
    tables.filter((name) => !known.includes(String(name)) && !/search|_mark$|^sqlite_/.test(String(name))),
  ).toEqual([]);
});
