import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '../../../../electron/simulator/json-text.ts';
import { MaintenanceReader } from '../../../../electron/station/store/maintenance-reader.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { VehicleIndex } from '../../../../electron/station/store/vehicle-index.ts';
import { AT, contentOf, DAY_MS, type Garage, openGarage } from './garage.ts';
import { plansOf } from './plans.ts';
import { admit, admittedPlan } from './rows.ts';

let garage: Garage;
beforeEach(() => {
  garage = openGarage();
});
afterEach(() => garage.dispose());

type Sent = { [name: string]: Json };
const FLUID: Sent = { action: 'ADD', id: 1, serviceBaseName: 'brake fluid', warningDate: '2026-01' };

/** Stores a plan that was made so many days after the third of March; answers the visit whose card is told anew. */
function plan(items: Sent[], parts: { plate?: string; day?: number; msgId?: string; proven?: boolean } = {}) {
  const { day = 0, ...others } = parts;
  const at = AT + day * DAY_MS;
  const message = admittedPlan({ items, createTime: at, receivedAt: at, ...others });
  const id = garage.writer.writeBatch([admit(message)])[0]?.change?.id;
  return id === undefined ? null : String(id);
}

const overdue = (id: string) => garage.reader.card(id)?.maintenance?.service ?? null;
const reader = () => new MaintenanceReader(garage.db, { vehicles: garage.vehicles, zone: () => 'UTC' });
const rows = (sql: string): unknown[] => garage.db.prepare(sql).all();
const all = () => ['plan_event', 'vehicle_plan', 'plan_due'].map((table) => rows(`SELECT * FROM ${table} ORDER BY 1`));

describe('a plan joins the newest visit of its plate', () => {
  test('that is there: its card says so in the same commit', () => {
    const [older, newer] = [garage.visit(), garage.visit({ day: 1 })];
    garage.catchUp();
    expect(plan([FLUID], { plate: 'ab-12 cde' })).toBe(newer);
    expect([older, newer].map(overdue)).toEqual([null, 'brake fluid']);
    expect(garage.reader.card(newer)?.maintenance).toEqual({
      service: 'brake fluid',
      due: ['2026-01'],
    });
  });

  test('that comes later: it waits, and the card is told when its vehicle is known', () => {
    expect(plan([FLUID])).toBeNull();
    const id = garage.visit({ day: 1 });
    expect(overdue(id)).toBeNull();
    expect(garage.catchUp()).toEqual([Number(id)]);
    expect(overdue(id)).toBe('brake fluid');
  });

  test('and moves on from one visit to the next, both being told', () => {
    const first = garage.visit();
    garage.catchUp();
    plan([FLUID]);
    const second = garage.visit({ day: 3 });
    expect(garage.catchUp().sort()).toEqual([Number(first), Number(second)]);
    expect([first, second].map(overdue)).toEqual([null, 'brake fluid']);
  });

  test('goes back to the one before when the newest is set aside, and forth when it is put back', () => {
    const [first, second] = [garage.visit(), garage.visit({ day: 3 })];
    garage.catchUp();
    plan([FLUID]);
    garage.writer.desk.setAside(second, null, 'mistake', AT);
    expect(garage.catchUp()).toContain(Number(first));
    expect([first, second].map(overdue)).toEqual(['brake fluid', null]);
    garage.writer.desk.setAside(second, 'mistake', null, AT);
    expect(garage.catchUp()).toContain(Number(first));
    expect([first, second].map(overdue)).toEqual([null, 'brake fluid']);
  });

  test('leaves a visit that a newer message gives another plate', () => {
    const [first, second] = [garage.visit(), garage.visit({ day: 3, order: 77 })];
    garage.catchUp();
    plan([FLUID]);
    garage.visit({ day: 4, order: 77, plate: 'ZZ99 ZZZ' });
    garage.catchUp();
    expect([first, second].map(overdue)).toEqual(['brake fluid', null]);
  });

  test('and is on no card of a vehicle that was handed over', () => {
    const id = garage.visit();
    garage.catchUp();
    plan([FLUID]);
    garage.writer.desk.move(id, 'new', 'handed-over', AT);
    expect(overdue(id)).toBeNull();
  });

  test('whatever else its message holds: a plate that tells no vehicle apart has none', () => {
    const id = garage.visit({ plate: '无牌', vin: null });
    garage.catchUp();
    expect(plan([FLUID], { plate: '无牌' })).toBeNull();
    expect(overdue(id)).toBeNull();
    expect(plan([], { plate: 'AB12 CDE' })).toBeNull();
  });
});

test('the odometer of the newest visit says what is overdue by distance', () => {
  const sent = {
    action: 'ADD',
    id: 1,
    serviceBaseName: 'timing belt',
    nextReplaceCycleKm: 68_000,
    currentMiles: 60_000,
  };
  plan([sent]);
  const id = garage.visit({ day: 90, odometer: 67_900 });
  garage.catchUp();
  expect(garage.reader.card(id)?.maintenance).toBeNull();
  const now = AT + 90 * DAY_MS;
  expect(reader().ofCheckIn(id, now)?.items).toMatchObject([{ state: 'soon', left: 100, reading: 68_000 }]);
  const later = garage.visit({ day: 100, odometer: 68_100 });
  garage.catchUp();
  expect(garage.reader.card(later)?.maintenance?.due).toEqual([new Date(AT + 100 * DAY_MS).toISOString()]);
  expect(reader().ofCheckIn(id, now)).toBeNull();
});

describe('where nobody read the odometer at the newest visit', () => {
  const belt = {
    action: 'ADD',
    id: 1,
    serviceBaseName: 'timing belt',
    nextReplaceCycleKm: 60_000,
    currentMiles: 50_000,
    perMiles: 10,
  };
  const crossed = [new Date(AT + 100 * DAY_MS).toISOString()];
  const dueOn = (id: string) => garage.reader.card(id)?.maintenance?.due ?? null;

  test.each([null, 0])('(%s) the reading before it counts, on its card and on its page', (odometer) => {
    plan([belt]);
    garage.visit({ day: 100, odometer: 60_500 });
    const id = garage.visit({ day: 130, odometer });
    garage.catchUp();
    expect(dueOn(id)).toEqual(crossed);
    const items = [{ state: 'overdue', left: -800 }];
    expect(reader().ofCheckIn(id, AT + 130 * DAY_MS)?.items).toMatchObject(items);
    expect(reader().ofVehicle({ of: id }, AT + 130 * DAY_MS)?.items).toMatchObject(items);
  });

  test('it counts as well when it becomes known later, is corrected, is set aside or goes', () => {
    plan([belt]);
    const before = garage.visit({ day: 100, odometer: null, order: 77 });
    const id = garage.visit({ day: 130, odometer: null });
    garage.catchUp();
    expect(dueOn(id)).not.toEqual(crossed);
    garage.visit({ day: 100, odometer: 60_500, order: 77, createTime: AT + 131 * DAY_MS });
    expect(garage.catchUp()).toContain(Number(id));
    expect(dueOn(id)).toEqual(crossed);
    garage.writer.desk.setAside(before, null, 'mistake', AT);
    expect(garage.catchUp()).toContain(Number(id));
    expect(dueOn(id)).not.toEqual(crossed);
    garage.writer.desk.setAside(before, 'mistake', null, AT);
    garage.catchUp();
    expect(dueOn(id)).toEqual(crossed);
    const derived = all();
    rederive(garage.db, () => {});
    expect(all()).toEqual(derived);
    garage.writer.retention.removeOf('visits', [Number(before)], { messages: [], quarantined: [] }, AT);
    expect(garage.catchUp()).toContain(Number(id));
    expect(dueOn(id)).not.toEqual(crossed);
  });

  test('neither a later reading counts, nor that of another plate, nor one that is not proven for a proven visit', () => {
    plan([belt]);
    garage.visit({ day: 90, odometer: 60_500, plate: 'ZZ99 ZZZ' });
    garage.store({ content: contentOf({ odometer: 60_500 }), receivedAt: AT + 100 * DAY_MS, proven: false });
    const id = garage.visit({ day: 130, odometer: null });
    garage.catchUp();
    expect(dueOn(id)).not.toEqual(crossed);
    garage.visit({ day: 140, odometer: 60_500 });
    garage.catchUp();
    expect(reader().ofCheckIn(id, AT)).toBeNull();
  });

  test('the card says the same whichever of the visits is looked at first', () => {
    plan([belt]);
    const visits = [100, 110, 120, 130].map((day) =>
      Number(garage.visit({ day, odometer: day === 100 ? 60_500 : null })),
    );
    const [first = 0, second = 0, third = 0, last = 0] = visits;
    for (const order of [visits, visits.toReversed(), [last, first, third, second], [second, last, first, third]]) {
      const index = new VehicleIndex(garage.db);
      garage.db.exec('DELETE FROM vehicle_visit; UPDATE vehicle_plan SET check_in_id = NULL');
      for (const id of order) index.catchUp(0, [id]);
      garage.catchUp();
      expect(dueOn(String(last))).toEqual(crossed);
    }
  });
});

test('of a proven visit the card tells only what is proven, and the vehicle marks the rest', () => {
  const id = garage.visit();
  garage.catchUp();
  plan([FLUID], { proven: false });
  expect(overdue(id)).toBeNull();
  expect(reader().ofCheckIn(id, AT)?.items).toMatchObject([{ service: 'brake fluid', proven: false }]);
  garage.db.prepare('UPDATE check_in SET proven = 0').run();
  plan([{ action: 'ADD', id: 2, serviceBaseName: 'tyres', warningDate: '2025-12' }], { proven: false });
  expect(overdue(id)).toBe('tyres');
});

test('a vehicle shows the plan of its plate until another one comes with that', () => {
  const id = garage.visit();
  garage.catchUp();
  plan([FLUID, { action: 'ADD', id: 2, serviceBaseName: 'oil', warningDate: '2027-01' }]);
  const items = () =>
    reader()
      .ofVehicle({ of: id }, AT)
      ?.items.map(({ service, state }) => [service, state]);
  expect(items()).toEqual([
    ['brake fluid', 'overdue'],
    ['oil', 'later'],
  ]);
  garage.visit({ day: 5, vin: 'WDD2040081A123987' });
  garage.catchUp();
  expect(items()).toBeUndefined();
  expect(reader().ofVehicle({ vin: 'WDD2040081A123987' }, AT)?.items).toHaveLength(2);
  expect(reader().ofVehicle({ of: '999' }, AT)).toBeUndefined();
});

test('a plan that says that nothing is planned is no message that cannot be read, also where an earlier version took it for one', () => {
  const unread = () => rows('SELECT is_unread FROM message');
  plan([]);
  expect(unread()).toEqual([{ is_unread: 0 }]);
  garage.db.exec('UPDATE message SET is_unread = 1');
  rederive(garage.db, () => {});
  expect(unread()).toEqual([{ is_unread: 0 }]);
});

describe('the same messages', () => {
  const sent: [Sent[], { day: number; msgId: string; proven?: boolean }][] = [
    [[FLUID, { serviceBaseName: 'oil', expiredDays: 3 }], { day: 0, msgId: 'a' }],
    [[{ action: 'MODIFY', id: 1, warningDate: '2026-08' }], { day: 1, msgId: 'b' }],
    [[{ action: 'FINISH', serviceBaseName: 'oil' }], { day: 2, msgId: 'c' }],
    [[{ action: 'DELETE', id: 1 }], { day: 3, msgId: 'd' }],
    [[{ ...FLUID, warningDate: '2025-05' }], { day: 4, msgId: 'e' }],
    [[{ action: 'DELETE', id: 1 }], { day: 5, msgId: 'f', proven: false }],
  ];
  const folded = () => rows('SELECT * FROM vehicle_plan');

  test('make the same plan in whatever order they come, and derived again', () => {
    garage.visit();
    garage.catchUp();
    for (const [items, parts] of sent) plan(items, parts);
    const expected = folded();
    expect(expected).toHaveLength(1);
    for (let turn = 1; turn < sent.length; turn++) {
      garage.dispose();
      garage = openGarage();
      const turned = [...sent.slice(turn), ...sent.slice(0, turn)].toReversed();
      for (const [items, parts] of turned.slice(0, 3)) plan(items, parts);
      garage.visit();
      for (const [items, parts] of [...turned.slice(3), ...turned]) plan(items, parts);
      garage.catchUp();
      const id = rows('SELECT id FROM check_in')[0] as { id: number };
      expect(folded()).toEqual(expected.map((row) => ({ ...(row as object), check_in_id: id.id })));
      const before = all();
      rederive(garage.db, () => {});
      expect(all()).toEqual(before);
    }
  });
});

describe('when something is removed', () => {
  const slice = (kind: 'personal' | 'visits', day: number) => {
    const at = AT + 1_000 * DAY_MS;
    const bounds = { days: 1, before: AT + day * DAY_MS, limit: 100, at };
    while (garage.writer.retention.slice(kind, bounds));
    garage.catchUp();
  };

  test('personal data: the bytes of a plan go, and what is due of the vehicle stays, also when derived again', () => {
    const id = garage.visit();
    plan([FLUID]);
    garage.catchUp();
    slice('personal', 10);
    expect(rows("SELECT 1 FROM message WHERE kind = 'maintenance-plan' AND length(raw) > 0")).toEqual([]);
    expect(overdue(id)).toBe('brake fluid');
    const before = all();
    rederive(garage.db, () => {});
    expect(all()).toEqual(before);
  });

  test('an old plan: what it alone said goes, what newer ones say stays', () => {
    const id = garage.visit({ day: 20 });
    plan([FLUID]);
    plan([{ action: 'ADD', id: 2, serviceBaseName: 'oil', warningDate: '2026-02' }], { day: 15 });
    garage.catchUp();
    slice('visits', 10);
    expect(
      reader()
        .ofCheckIn(id, AT)
        ?.items.map(({ service }) => service),
    ).toEqual(['oil']);
    expect(overdue(id)).toBe('oil');
    slice('visits', 18);
    expect(overdue(id)).toBeNull();
    expect(all()).toEqual([[], [], []]);
  });

  test('the last visit of a plate: all that was said of it goes, and does not come back when derived again', () => {
    const ids = [garage.visit(), garage.visit({ day: 1 })];
    garage.catchUp();
    plan([FLUID]);
    const nothing = { messages: [], quarantined: [] };
    const drop = (id: string | undefined) => {
      garage.writer.retention.removeOf('visits', [Number(id)], nothing, AT);
      garage.catchUp();
    };
    drop(ids[1]);
    expect(overdue(ids[0] ?? '')).toBe('brake fluid');
    drop(ids[0]);
    expect(all()).toEqual([[], [], []]);
    rederive(garage.db, () => {});
    expect(all()).toEqual([[], [], []]);
  });
});

test('what a plan asks of the database are stretches of indexes', () => {
  for (const { steps } of plansOf(
    garage.db,
    (db) => new MaintenanceReader(db, { vehicles: garage.vehicles, zone: () => 'UTC' }),
  ))
    for (const step of steps) expect(step).toMatch(/^SEARCH/);
});
