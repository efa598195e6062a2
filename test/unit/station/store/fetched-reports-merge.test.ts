import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { FetchedReports } from '../../../../electron/station/store/fetched-reports.ts';
import { merge } from '../../../../electron/station/store/merge.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { AT, type Garage, openGarage } from './garage.ts';
import { copyOf, restoredOf } from './restored.ts';

let folder: { path: string; dispose: () => void };
let garage: Garage;
beforeEach(() => {
  folder = temporaryFolder();
  garage = openGarage();
});
afterEach(() => {
  garage.dispose();
  folder.dispose();
});

const [STAYS, GOES] = ['AB12 CDE', 'S4M OK'];
const report = { releaseDate: '2021-03-31 13:34:30', score: '100', address: 'https://h5.example/1' };

/** What a database has of both vehicles. */
function told(db: Garage['db']): unknown[] {
  return new FetchedReports(db).of([STAYS, GOES]).map(({ plate, address }) => [plate, address]);
}

/** Copies of the data from before one of the vehicles was removed, and from after it. */
function beforeAndAfter(): { before: string; after: string } {
  const reports = new FetchedReports(garage.db);
  garage.visit({ plate: STAYS, vin: null });
  const id = garage.visit({ plate: GOES, vin: null });
  garage.catchUp();
  for (const plate of [STAYS, GOES]) reports.add(plate, [report], AT);
  const before = copyOf(garage.db, folder.path, 'before');
  garage.writer.retention.removeOf('visits', [Number(id)], { messages: [], quarantined: [] }, AT);
  reports.add(STAYS, [{ ...report, address: null }], AT);
  return { before, after: copyOf(garage.db, folder.path, 'after') };
}

const OF_BOTH = [
  ['AB12CDE', null],
  ['AB12CDE', 'https://h5.example/1'],
];

test('a restore keeps the reports of both, and brings back none of a vehicle whose visits were removed', () => {
  const { before: backup, after: present } = beforeAndAfter();
  const db = restoredOf(folder.path, { backup, present });
  expect(told(db)).toEqual(OF_BOTH);
  db.close();
});

test('an older database that is added brings none of that vehicle back either', () => {
  const { before, after } = beforeAndAfter();
  const db = openDatabase(after);
  merge(db, join(before, 'forecourt.db'), { isPresent: false });
  expect(told(db)).toEqual(OF_BOTH);
  db.close();
});
