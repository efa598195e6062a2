import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { SheetJobStore } from '../../../../electron/station/store/sheet-job-store.ts';
import { SheetStore } from '../../../../electron/station/store/sheet-store.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';
import { admit, admitted } from './rows.ts';

const BEFORE = 7;
const AT = Date.UTC(2026, 2, 3, 9);

test('visits of the version before owe no sheet, and their first one is the first', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  makeOldDatabase(folder.path, BEFORE).close();
  const db = openDatabase(folder.path);
  onTestFinished(() => void db.close());
  const sheets = new SheetStore(db);
  const jobs = new SheetJobStore(db, sheets);
  jobs.recover(AT);
  expect([jobs.count(), jobs.take(null, AT), sheets.ofCheckIn('1')]).toEqual([0, null, []]);
  expect(sheets.begin('1', 'browser', null, AT)).toMatchObject({ copy: 1, plate: 'OLD 1' });
  const writer = new StationWriter(db);
  writer.onArrival = (id, at) => jobs.add(id, at);
  writer.writeBatch([admit(admitted({ receiveBaseId: 3, plate: 'NEW 3', receivedAt: AT }))]);
  expect([jobs.take(null, AT)?.plate, jobs.take(null, AT)]).toEqual(['NEW 3', null]);
  expect([db.pragma('integrity_check', { simple: true }), db.pragma('foreign_key_check')]).toEqual(['ok', []]);
});
