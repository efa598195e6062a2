import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VehicleIndex } from '../../../../electron/station/store/vehicle-index.ts';
import { VehicleReader } from '../../../../electron/station/store/vehicle-reader.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { CheckInMemory, Vehicle, VehicleVisit } from '../../../../shared/vehicle.ts';
import { AT, DAY_MS, type Garage, openGarage, VIN } from './garage.ts';
import { plansOf } from './plans.ts';

let garage: Garage;
beforeEach(() => {
  garage = openGarage();
});
afterEach(() => garage.dispose());

const OTHER = 'WDB2110061A111222';
const at = (day: number): string => new Date(AT + day * DAY_MS).toISOString();
const wing = { position: 'p1', positionName: 'Wing' };
const door = { position: 'p2', positionName: 'Door' };

/** The vehicle of a visit, as the contract lets it through. */
function vehicleOf(id: string): Vehicle {
  garage.catchUp();
  return Vehicle.parse(garage.vehicles.vehicle({ of: id }));
}

describe('a vehicle', () => {
  test('is found by a check-in, by its VIN and by its plate, in any spelling', () => {
    garage.visit({ vin: OTHER, plate: 'X 1' });
    const id = garage.visit();
    garage.catchUp();
    const keys = [{ of: id }, { vin: 'wba8e9g5o gnt12345' }, { plate: 'ab-12-cde' }, { vin: '12', plate: 'AB12CDE' }];
    for (const key of keys) expect(garage.vehicles.vehicle(key)).toMatchObject({ by: 'vin', latest: { id } });
    for (const key of [{}, { of: '99' }, { of: '0x1' }, { vin: '12' }, { vin: `${VIN}9` }, { plate: '-' }])
      expect(garage.vehicles.vehicle(key)).toBeNull();
  });

  test('whose plate moved says its other plates, and which others had its plate', () => {
    garage.visit({ plate: 'OLD 1' });
    const other = garage.visit({ vin: 'wdb-2110061a111222', plate: 'ab12cde', day: 1 });
    garage.visit({ plate: 'old-1', day: 2 });
    const id = garage.visit({ day: 3 });
    const known = vehicleOf(id);
    expect(known).toMatchObject({ visitCount: 3, since: at(0), byPlateCount: 0 });
    expect(known.plates).toEqual([{ text: 'old-1', last: { id: '3', at: at(2) } }]);
    expect(known.vins).toEqual([{ text: 'wdb-2110061a111222', plate: 'ab12cde', last: { id: other, at: at(1) } }]);
    expect(vehicleOf('1').latest.id).toBe(id);
  });

  test('says how many visits only the plate tells', () => {
    garage.visit({ vin: null });
    garage.visit({ vin: 'GNT12345' });
    expect(vehicleOf(garage.visit())).toMatchObject({ by: 'vin', visitCount: 3, byPlateCount: 2 });
  });

  test('without VIN and plate stands alone, and so does one that was set aside and was the only visit', () => {
    garage.visit({ vin: null, plate: null });
    const id = garage.visit({ vin: null, plate: null, odometer: 7 });
    expect(vehicleOf(id)).toMatchObject({ by: 'nothing', visitCount: 1, latest: { id }, vins: [], plates: [] });
    expect(garage.vehicles.visits({ of: id }, 10, undefined)?.items).toMatchObject([{ id, before: null }]);
    const aside = garage.visit();
    garage.writer.desk.setAside(aside, null, 'mistake', AT);
    expect(vehicleOf(aside)).toMatchObject({ by: 'vin', visitCount: 1, isSetAside: true, latest: { id: aside } });
  });

  test('shows its odometer over time with the points that go backwards, and no field that was left out', () => {
    for (const [day, odometer] of [5_000, null, 0, 4_000, 6_000, 5_999].entries()) garage.visit({ day, odometer });
    const { readings } = vehicleOf('1');
    expect(readings.map(({ value, isBackwards }) => [value, isBackwards])).toEqual([
      [5_000, false],
      [4_000, true],
      [6_000, false],
      [5_999, true],
    ]);
  });

  test('shows which lights and which damage recur, those of most visits first', () => {
    garage.visit({ lights: ['16_Oil', '20_Engine'], damage: [wing, wing], day: 0 });
    garage.visit({ lights: ['20_Engine'], damage: [door], day: 1 });
    garage.visit({ lights: ['20_发动机'], damage: [door, {}], day: 2 });
    const { visits, lights, damage } = vehicleOf('1');
    expect(visits).toEqual([1, 2, 3].map((id) => ({ id: String(id), at: at(id - 1), photoCount: 0 })));
    expect(lights).toEqual([
      { code: '20', label: '发动机', severity: 'amber', at: ['1', '2', '3'] },
      { code: '16', label: 'Oil', severity: 'red', at: ['1'] },
    ]);
    expect(damage).toEqual([
      { ...door, at: ['2', '3'] },
      { ...wing, at: ['1'] },
    ]);
  });
});

describe('the visits of a vehicle', () => {
  test('say what is different from the one before', () => {
    garage.visit({ day: 0, lights: ['16_Oil'], damage: [wing], odometer: 5_000 });
    garage.visit({
      day: 1,
      lights: ['16_Oil', '19_Airbag'],
      damage: [door],
      odometer: 4_000,
      plate: 'NEW 1',
      owner: 'Ann',
    });
    garage.visit({ day: 2, damage: [door, wing, wing], odometer: null, vin: null, plate: 'NEW1', owner: 'Ann' });
    garage.catchUp();
    const items = (garage.vehicles.visits({ of: '3' }, 10, undefined)?.items ?? []).map((item) =>
      VehicleVisit.parse(item),
    );
    const first = { id: '1', at: at(0) };
    const second = { id: '2', at: at(1) };
    expect(items).toMatchObject([
      { id: '3', before: second, isByPlate: true, changed: [], lights: [], odometerBefore: 4_000, isBackwards: false },
      {
        id: '2',
        before: first,
        isByPlate: false,
        changed: ['plate', 'owner'],
        odometerBefore: 5_000,
        isBackwards: true,
      },
      { id: '1', before: null, changed: [], odometerBefore: null, isBackwards: false, lightsGone: [] },
    ]);
    expect(items[0]?.lightsGone.map(({ code }) => code)).toEqual(['16', '19']);
    expect(items[1]?.lights.map(({ code, wasOn }) => [code, wasOn])).toEqual([
      ['16', true],
      ['19', false],
    ]);
    expect(items[0]?.damage.map(({ before }) => before)).toEqual([second, first, first]);
    expect(items[1]?.damage.map(({ before }) => before)).toEqual([null]);
  });

  test('come a page at a time, five hundred and more, each beside the one before it across the pages', () => {
    for (let n = 0; n < 505; n++) garage.visit({ day: n, odometer: n + 1 });
    garage.catchUp();
    const ids: string[] = [];
    let next: number | undefined;
    do {
      const page = garage.vehicles.visits({ of: '7' }, 100, next);
      for (const { id, before } of page?.items ?? []) {
        expect(before?.id).toBe(id === '1' ? undefined : String(Number(id) - 1));
        ids.push(id);
      }
      next = page?.next ?? undefined;
    } while (next !== undefined);
    expect(ids).toEqual(Array.from({ length: 505 }, (_, n) => String(505 - n)));
    expect(vehicleOf('7')).toMatchObject({ visitCount: 505 });
    expect(vehicleOf('7').visits).toHaveLength(50);
  });

  test('are cut short where they are so long that reading them all would hold everybody up, and go on after', () => {
    const damage = Array.from({ length: 200 }, (_, n) => ({ position: `${n}`, positionName: 'x'.repeat(300) }));
    for (let n = 0; n < 40; n++) garage.visit({ damage });
    garage.catchUp();
    const page = garage.vehicles.visits({ of: '40' }, 50, undefined);
    expect(page?.items.length).toBeLessThan(30);
    expect(page?.next).toBe(Number(page?.items.at(-1)?.id));
    expect(page?.items[0]).toMatchObject({ damageCount: 200 });
    expect(page?.items[0]?.damage).toHaveLength(40);
  });
});

describe('beside a check-in is said', () => {
  const memory = (id: string): CheckInMemory => {
    garage.catchUp();
    return CheckInMemory.parse(garage.vehicles.memory(id));
  };

  test('what was there before, entry by entry, with the visits that show it', () => {
    garage.visit({ damage: [wing], lights: ['20_Engine'], odometer: 900 });
    garage.visit({ damage: [], lights: ['20_Engine', '16_Oil'], odometer: null, day: 1 });
    const id = garage.visit({ damage: [door, wing], lights: ['16_Öl'], odometer: 800, day: 2 });
    expect(memory(id)).toEqual({
      visit: 3,
      by: 'vin',
      visitCount: 3,
      before: { id: '2', at: at(1) },
      lights: [{ code: '16', label: 'Öl' }],
      odometer: { id: '1', at: at(0), value: 900, isBackwards: true },
      damage: [null, { id: '1', at: at(0) }],
    });
    expect(memory('1')).toMatchObject({ visit: 1, visitCount: 3, before: null, damage: [null] });
  });

  test('nothing, where the check-in is none, or tells no vehicle apart', () => {
    expect(garage.vehicles.memory('9')).toBeNull();
    garage.visit({ vin: null, plate: '无牌' });
    expect(memory(garage.visit({ vin: null, plate: '无牌' }))).toMatchObject({
      visit: 1,
      by: 'nothing',
      visitCount: 1,
    });
  });
});

describe('with many visits', () => {
  /** Steps that read a whole table or sort more than a page. */
  const slow = (steps: readonly string[]): string[] =>
    steps.filter(
      (step) =>
        /^SCAN (?!(visit|found|\(subquery-\d+\)|\(join-\d+\)|vehicle_mark|vehicle_due|plan_due|later|CONSTANT ROW|json_each VIRTUAL TABLE INDEX 1:)$)/.test(
          step,
        ) || /USE TEMP B-TREE/.test(step),
    );

  test.each<[string, (db: Garage['db']) => unknown]>([
    ['reading vehicles', (db) => new VehicleReader(db, () => DEFAULT_SETTINGS.board)],
    ['keeping them in step', (db) => new VehicleIndex(db)],
  ])('%s goes by indexes, whatever is asked', (_what, prepareAll) => {
    garage.visit();
    garage.catchUp();
    const plans = plansOf(garage.db, prepareAll);
    expect(plans.length).toBeGreaterThan(4);
    // The handful of VINs of one plate is sorted.
    const all = plans
      .filter(({ sql }) => !sql.startsWith('WITH RECURSIVE'))
      .map(({ sql, steps }) => [sql, slow(steps)]);
    expect(all.filter(([, steps]) => steps?.length !== 0)).toEqual([]);
  });

  test('the visits of a vehicle are two stretches of their indexes, merged by their order', () => {
    const plan = plansOf(garage.db, (db) => new VehicleReader(db, () => DEFAULT_SETTINGS.board)).find(({ sql }) =>
      /^SELECT id, arrived_at, plate, vin, .* CROSS JOIN/s.test(sql),
    );
    expect(plan?.steps.filter((step) => step.startsWith('SEARCH'))).toEqual([
      'SEARCH vehicle_visit USING COVERING INDEX vehicle_visit_of_vin (vin=? AND check_in_id<?)',
      'SEARCH vehicle_visit USING COVERING INDEX vehicle_visit_of_plate (plate=? AND vin=? AND check_in_id<?)',
      'SEARCH check_in USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
    expect(plan?.steps).toContain('MERGE (UNION ALL)');
  });
});
