import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { VehicleIndex } from '../../../../electron/station/store/vehicle-index.ts';
import { VISITS_COUNTED } from '../../../../shared/visit-memory.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { AT, DAY_MS, type Garage, openGarage, VIN, type VisitParts } from './garage.ts';
import { makeOldDatabase } from './old-database.ts';

let garage: Garage;
beforeEach(() => {
  garage = openGarage();
});
afterEach(() => garage.dispose());

const day = (number: number): string => new Date(AT + number * DAY_MS).toISOString();

/** The memory of the last of these visits. */
function memoryAfter(...visits: VisitParts[]) {
  const ids = visits.map((parts, index) => garage.visit({ day: index, ...parts }));
  garage.catchUp();
  return garage.memory(ids.at(-1) ?? '');
}

describe('a card says', () => {
  test('nothing of a vehicle that was never here', () => {
    expect(memoryAfter({ vin: 'WDB2110061A111222' }, {})).toBeNull();
  });

  test('the how many-th visit it is, and when the last one was', () => {
    expect(memoryAfter({}, {}, {})).toMatchObject({ visit: 3, lastAt: day(1) });
  });

  test('which lights were on last time: by their codes, whatever they are called, else by their words', () => {
    const memory = memoryAfter(
      { lights: ['16_Oil', '7_Other'] },
      { lights: ['20_Engine', '_Wheel', 'ＡＢＳ'] },
      { lights: ['16_Oil', '20_发动机故障', 'abs', 'Brakes'] },
    );
    expect(memory?.lights).toEqual([
      { code: '20', label: '发动机故障' },
      { code: null, label: 'abs' },
    ]);
    expect(memory).toMatchObject({ lightCount: 2 });
  });

  test.each([
    [[5_000, 4_999], 5_000],
    [[5_000, 5_000], null],
    [[5_000, null, 4_000], 5_000],
    [[9_000, 5_000, 6_000], null],
    [[5_000, 0], null],
    [[5_000, -1], null],
    [[0, 5_000], null],
  ])('whether the odometer went backwards: %j', (odometers, before) => {
    const memory = memoryAfter(...odometers.map((odometer) => ({ odometer })));
    expect(memory).toMatchObject({ odometerBefore: before });
  });

  test('where damage was before, and when that was noted last', () => {
    const wing = { position: 'p1', positionName: 'Wing' };
    const door = { position: null, positionName: 'Left door' };
    const memory = memoryAfter(
      { damage: [wing, door] },
      { damage: [wing] },
      { damage: [] },
      {
        damage: [
          { position: 'p2', positionName: 'Wing' },
          { positionName: ' left DOOR' },
          { ...wing, positionName: '翼子板' },
        ],
      },
    );
    expect(memory?.damage).toEqual({ positionName: ' left DOOR', at: day(0) });
    expect(memory?.damageCount).toBe(2);
  });

  test('nothing of damage that names no place, nor of lights that name nothing', () => {
    const nothing = { damage: [{}, { positionName: '  ' }], lights: ['_'] };
    expect(memoryAfter(nothing, nothing)).toMatchObject({ damage: null, damageCount: 0, lightCount: 0 });
  });
});

describe('a vehicle is the same', () => {
  test.each<[string, VisitParts, VisitParts]>([
    ['by its VIN, though the plate is another', { plate: 'OLD 1' }, { plate: 'NEW 2' }],
    ['by its VIN in another spelling', { vin: 'wba8e9g50gnt12345' }, { vin: 'WBA 8E9G5O GNT12345' }],
    ['by its plate where neither visit has a VIN', { vin: null }, { vin: null, plate: 'ab12cde' }],
    ['by its plate where only the first has a VIN', {}, { vin: null }],
    ['by its plate where only the second has one', { vin: 'GNT12345' }, {}],
  ])('%s', (_how, first, second) => {
    expect(memoryAfter(first, second)).toMatchObject({ visit: 2 });
  });

  test.each<[string, VisitParts, VisitParts]>([
    ['with another VIN, though the plate is the same', { vin: 'WDB2110061A111222' }, {}],
    ['where both have neither VIN nor plate', { vin: null, plate: null }, { vin: null, plate: null }],
    [
      'where both have what people fill in',
      { vin: '0'.repeat(17), plate: '无牌' },
      { vin: '0'.repeat(17), plate: '无牌' },
    ],
  ])('not %s', (_how, first, second) => {
    expect(memoryAfter(first, second)).toBeNull();
  });

  test('without a VIN: the one that had the plate last', () => {
    const other = { vin: 'WDB2110061A111222', odometer: 70 };
    expect(memoryAfter({ odometer: 50 }, { odometer: 60 }, other, { vin: null, odometer: 55 })).toMatchObject({
      visit: 2,
      odometerBefore: 70,
    });
  });
});

describe('it is told anew', () => {
  test('of a visit whose newer message says something else, and of the one after it', () => {
    const [first, second, third] = [1, 2, 3].map((order) => garage.visit({ order, day: order, odometer: order }));
    expect(garage.catchUp()).toEqual([Number(second), Number(third)]);
    garage.visit({ order: 2, day: 2, createTime: AT + 9 * DAY_MS, odometer: 99 });
    // The second says what it said: it is only the third whose odometer has gone backwards.
    expect(garage.catchUp()).toEqual([Number(third)]);
    expect(garage.memory(third ?? '')).toMatchObject({ odometerBefore: 99 });
    garage.visit({ order: 1, createTime: AT + 9 * DAY_MS, vin: 'WDB2110061A111222', plate: 'X1' });
    expect(garage.catchUp().sort()).toEqual([Number(second), Number(third)]);
    expect([first, second, third].map((id) => garage.memory(id ?? '')?.visit)).toEqual([undefined, undefined, 2]);
  });

  test('when a visit before it was set aside, which is no visit, and when it is put back', () => {
    const [first = '', second = ''] = [garage.visit(), garage.visit()];
    garage.catchUp();
    garage.writer.desk.setAside(first, null, 'duplicate', AT);
    expect(garage.catchUp()).toEqual([Number(second)]);
    expect(garage.memory(second)).toBeNull();
    garage.writer.desk.setAside(first, 'duplicate', null, AT);
    expect(garage.catchUp()).toEqual([Number(second)]);
    expect(garage.memory(second)).toMatchObject({ visit: 2 });
  });

  test('when a visit before it is removed: nothing of that one is left from this very moment', () => {
    const [first, second] = [garage.visit({ plate: 'FIRST 1' }), garage.visit(), garage.visit()];
    garage.catchUp();
    garage.db.exec(`PRAGMA foreign_keys = OFF; DELETE FROM check_in WHERE id IN (${first}, ${second})`);
    expect(garage.db.prepare('SELECT check_in_id FROM vehicle_visit').pluck().all()).toEqual([3]);
    expect(garage.db.prepare('SELECT check_in_id FROM vehicle_memory').pluck().all()).toEqual([3]);
    expect(garage.catchUp()).toEqual([3]);
    expect(garage.memory('3')).toBeNull();
  });

  test('of nothing that stands on no board', () => {
    garage.visit();
    garage.writer.desk.move(garage.visit(), 'new', 'handed-over', AT);
    expect(garage.catchUp()).toEqual([]);
    expect(garage.memory('2')).toMatchObject({ visit: 2 });
  });
});

test('deriving all again comes to the same', () => {
  for (let order = 1; order <= 9; order++)
    garage.visit({ order, plate: order % 2 ? 'A1' : 'B2', odometer: 100 - order });
  garage.visit({ order: 4, vin: null, createTime: AT + DAY_MS });
  garage.writer.desk.setAside('5', null, 'mistake', AT);
  garage.catchUp();
  const all = () =>
    ['vehicle_visit', 'vehicle_memory', 'vehicle_due'].map((table) =>
      garage.db.prepare(`SELECT * FROM ${table} ORDER BY check_in_id`).all(),
    );
  const before = all();
  expect(before.map((rows) => rows.length)).toEqual([8, 6, 0]);
  rederive(garage.db, () => {});
  expect(all()).toEqual(before);
  expect(garage.catchUp()).toEqual([]);
});

test('an arrival is looked at before all that is behind, and what is behind corrects it', () => {
  for (let n = 0; n < 5; n++) garage.visit();
  const index = new VehicleIndex(garage.db);
  expect(index.catchUp(1, [5])).toEqual({ done: 1, changed: [] });
  while (index.catchUp(2).done > 0);
  expect(garage.memory('5')).toMatchObject({ visit: 5 });
});

test('visits of the version before are remembered, a slice at a time', () => {
  const folder = temporaryFolder();
  makeOldDatabase(folder.path, 10).close();
  const db = openDatabase(folder.path);
  db.prepare('UPDATE check_in SET vin = ?').run(VIN);
  const index = new VehicleIndex(db);
  expect(index.catchUp(1)).toEqual({ done: 1, changed: [] });
  expect(index.catchUp(1)).toEqual({ done: 1, changed: [] });
  expect(index.catchUp(1).done).toBe(0);
  expect(db.prepare('SELECT check_in_id FROM vehicle_memory').pluck().all()).toEqual([2]);
  db.close();
  folder.dispose();
});

test('a vehicle that was here more often than is counted costs no more than one that was here that often', () => {
  garage.visit();
  garage.db.exec(`WITH RECURSIVE n (id) AS (SELECT -1 UNION ALL SELECT id - 1 FROM n LIMIT 20000)
    INSERT INTO vehicle_visit SELECT id, '${VIN}', 'AB12CDE' FROM n`);
  const id = garage.visit();
  garage.catchUp();
  expect(garage.memory(id)).toMatchObject({ visit: VISITS_COUNTED });
});
