import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldPlan, type PlanEvent } from '../../../../electron/station/store/fold-plan.ts';
import type { PlanItem } from '../../../../shared/maintenance-plan.ts';
import { cpuMs } from '../../../support/cpu-ms.ts';

const SILENT: PlanItem = {
  action: 'list',
  id: null,
  service: null,
  serviceNumber: null,
  month: null,
  by: null,
  cycle: null,
  odometer: null,
  perDay: null,
  overdueDays: null,
  overdueDistance: null,
  price: null,
  recommended: null,
};

/** Events in the order in which AutoX3 made them, a second apart. */
function events(...items: (Partial<PlanItem> & { proven?: boolean })[]): PlanEvent[] {
  return items.map(({ proven = true, ...item }, index) => ({
    msgId: `m-${index}`,
    createdAt: 1_000 * (index + 1),
    position: 0,
    proven,
    item: { ...SILENT, ...item },
  }));
}

const names = (found: readonly PlanEvent[]) => foldPlan(found).map(({ service }) => service);

test('what a message states counts, and what it leaves out stays as it was', () => {
  const [item, ...others] = foldPlan(
    events(
      { action: 'add', id: '1', service: 'brake fluid', month: '2026-03', price: 80, cycle: 60_000 },
      { action: 'modify', id: '1', month: '2026-05', recommended: true },
    ),
  );
  expect(others).toEqual([]);
  expect(item).toMatchObject({ service: 'brake fluid', month: '2026-05', price: 80, cycle: 60_000, recommended: true });
  expect(item).toMatchObject({ statedAt: 2_000, msgId: 'm-1' });
});

test('an item that is finished stays with the time, one that is deleted goes, and a later ADD or list brings either back', () => {
  const added = { action: 'add', id: '1', service: 'oil', month: '2026-03', overdueDays: 4 } as const;
  const finished = events(added, { action: 'finish', id: '1' }, { action: 'modify', id: '1', price: 3 });
  expect(foldPlan(finished)).toMatchObject([{ finishedAt: 2_000, price: 3 }]);
  expect(foldPlan(events(added, { action: 'delete', id: '1' }, { action: 'modify', id: '1', price: 3 }))).toEqual([]);
  for (const end of ['finish', 'delete'] as const)
    for (const again of ['add', 'list'] as const)
      expect(
        foldPlan(events(added, { action: end, id: '1' }, { action: again, id: '1', month: '2027-03' })),
      ).toMatchObject([{ service: 'oil', month: '2027-03', finishedAt: null, overdueDays: null }]);
});

test('a change of what nobody has added is an item: its ADD may have been lost', () => {
  expect(names(events({ action: 'modify', id: '3267', service: 'brake fluid' }))).toEqual(['brake fluid']);
});

test('an item that was listed without a number is the one that comes with a number for the same service later', () => {
  const listed = { service: 'Brake fluid', serviceNumber: '0010', month: '2026-03' };
  const changed = { action: 'modify', id: '7', serviceNumber: '0010', month: '2026-06' } as const;
  expect(foldPlan(events(listed, changed))).toMatchObject([{ id: '7', service: 'Brake fluid', month: '2026-06' }]);
  expect(foldPlan(events(listed, changed, { action: 'delete', id: '7' }))).toEqual([]);
  expect(foldPlan(events(changed, listed))).toMatchObject([{ id: '7', month: '2026-03' }]);
  expect(foldPlan(events({ service: 'Oil ' }, { action: 'finish', service: 'ＯＩＬ' }))).toHaveLength(1);
});

test('two numbers are two items, though they are of one service', () => {
  const one = { action: 'add', id: '1', serviceNumber: '9', service: 'tyre' } as const;
  expect(foldPlan(events(one, { ...one, id: '2' }))).toHaveLength(2);
  expect(foldPlan(events(one, { ...one, id: '2' }, { action: 'delete', id: '2' }))).toMatchObject([{ id: '1' }]);
});

test('the first form adds and changes: what it does not name stays', () => {
  expect(names(events({ service: 'oil' }, { service: 'tyres' }, { service: 'tyres', month: '2026-01' }))).toEqual([
    'tyres',
    'oil',
  ]);
});

test('a newer month or distance makes void what an older message said of being overdue', () => {
  const listed = { id: '1', overdueDays: 25, overdueDistance: 388, month: '2021-05', odometer: 1_242, cycle: 854 };
  expect(foldPlan(events(listed, { action: 'modify', id: '1', month: '2026-09' }))).toMatchObject([
    { overdueDays: null, overdueDistance: { value: 388, at: 1_000 } },
  ]);
  expect(foldPlan(events(listed, { action: 'modify', id: '1', odometer: 5_000 }))).toMatchObject([
    { overdueDays: { value: 25, at: 1_000 }, overdueDistance: null, odometer: { value: 5_000, at: 2_000 } },
  ]);
});

test('what is not proven changes, finishes, deletes and brings back nothing that a proven message has stated', () => {
  const added = { action: 'add', id: '1', serviceNumber: '9', service: 'oil', month: '2026-03' } as const;
  const lies = (['add', 'list', 'modify', 'finish', 'delete'] as const).flatMap((action) => [
    { action, id: '1', month: '2001-01', proven: false },
    { action, serviceNumber: '9', price: 1, proven: false },
  ]);
  expect(foldPlan(events(...lies, added, ...lies))).toEqual(foldPlan(events(...lies, added)).slice(0, 1));
  expect(foldPlan(events(...lies, added, ...lies))).toMatchObject([{ month: '2026-03', price: null, proven: true }]);
  expect(foldPlan(events(added, { action: 'delete', id: '1' }, ...lies))).toEqual([]);
  expect(foldPlan(events(added, { id: '2', service: 'tyres', proven: false }))).toMatchObject([
    { service: 'tyres', proven: false },
    { service: 'oil', proven: true },
  ]);
});

test('at most 200 items are kept, those that were named last', () => {
  const many = foldPlan(events(...Array.from({ length: 250 }, (_, index) => ({ id: String(index) }))));
  expect(many).toHaveLength(200);
  expect(many[0]?.id).toBe('249');
});

test('as many long names as two messages hold are told apart in a moment: check-ins wait for it', () => {
  const longName = (n: number) => String.fromCodePoint(...Array.from({ length: 290 }, (_, at) => 0x4e00 + n + 7 * at));
  const many = events(...Array.from({ length: 1_000 }, (_, n) => ({ service: longName(n) })));
  expect(cpuMs(() => expect(foldPlan(many)).toHaveLength(200))).toBeLessThan(150);
});

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null });
const item = fc.record({
  action: fc.constantFrom('list', 'add', 'modify', 'finish', 'delete'),
  id: maybe(['1', '2', '3']),
  service: maybe(['oil', 'Oil', 'brakes']),
  serviceNumber: maybe(['s1', 's2']),
  month: maybe(['2026-01', '2026-02']),
  by: maybe(['time', 'distance']),
  cycle: maybe([1_000, 0, -3, 1e300]),
  odometer: maybe([900, 67_000]),
  perDay: maybe([12, Number.NaN]),
  overdueDays: maybe([5, -5]),
  overdueDistance: maybe([70, -70]),
  price: maybe([1, 2]),
  recommended: maybe([true, false]),
}) satisfies fc.Arbitrary<PlanItem>;

/** Few moments and message ids, so that messages of one moment, and items of one message, are common. */
const plan = fc.uniqueArray(
  fc.record({
    msgId: fc.constantFrom('a', 'b', 'c', 'd'),
    createdAt: fc.constantFrom(1, 2, 3),
    position: fc.integer({ min: 0, max: 4 }),
    proven: fc.boolean(),
    item,
  }),
  {
    maxLength: 14,
    selector: ({ msgId, createdAt, position, proven }) => `${msgId} ${createdAt} ${position} ${proven}`,
  },
);

test('whatever the order of arrival, and however often some are repeated, the plan is one and the same', () => {
  fc.assert(
    fc.property(
      plan.chain((made) =>
        fc.tuple(
          fc.constant(made),
          fc.shuffledSubarray(made, { minLength: made.length }),
          fc.array(made.length === 0 ? fc.constant(undefined) : fc.constantFrom(...made), { maxLength: 5 }),
        ),
      ),
      ([made, shuffled, repeats]) => {
        const arrived = [...shuffled, ...repeats.filter((repeat) => repeat !== undefined)];
        expect(foldPlan(arrived)).toEqual(foldPlan(made));
      },
    ),
    { numRuns: 10_000 },
  );
});
