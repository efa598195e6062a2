import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PhotoRows } from '../../../../electron/station/store/photo-rows.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { AT, contentOf, type Garage, openGarage } from './garage.ts';
import { report } from './reported.ts';
import { admit, admittedPlan } from './rows.ts';

/** All that is derived of messages, some of it by way of visits. */
const DERIVED = [
  'check_in',
  'message',
  'health_report',
  'plan_event',
  'vehicle_visit',
  'vehicle_memory',
  'vehicle_plan',
  'plan_due',
  'vehicle_due',
  'arrival_run',
  'photo',
];

let garage: Garage;
/** A vehicle that was here twice, with a report, a plan and photos, beside another one. */
beforeEach(() => {
  garage = openGarage();
  const seen = { lights: ['20_Engine'], damage: [{ position: '1', positionName: 'Bonnet' }] };
  for (const [day, order] of [
    [0, 1],
    [9, 2],
  ] as const)
    garage.visit({ ...seen, day, order });
  const images = ['https://h/1', 'https://h/2'];
  garage.store({
    receiveBaseId: 3,
    content: {
      ...contentOf({ plate: 'OTHER 3', vin: null }),
      preCheckInfo: { paintsInfo: [{ positionName: 'Door', images }] },
    },
    createTime: AT,
    receivedAt: AT,
  });
  report(garage, { order: 2, comment: 'Worn', statuses: ['MAJOR'], photos: ['https://h/r'] });
  const items = [{ action: 'ADD', id: 1, serviceBaseName: 'brake fluid', warningDate: '2026-01' }];
  garage.writer.writeBatch([admit(admittedPlan({ items, plate: 'AB12 CDE', createTime: AT }))]);
  garage.index();
  garage.catchUp();
  const photos = new PhotoRows(garage.db);
  while (photos.catchUp(100) > 0);
});
afterEach(() => garage.dispose());

const all = () =>
  Object.fromEntries(DERIVED.map((table) => [table, garage.db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()]));
const derive = () => rederive(garage.db, () => {});
const found = (q: string): string[] => garage.reader.history({ q }, undefined, 100).items.map(({ id }) => id);

test('deriving again writes nothing where nothing comes out otherwise', () => {
  const before = all();
  expect(Object.values(before).filter((rows) => rows.length === 0)).toHaveLength(2);
  for (const table of DERIVED)
    for (const change of ['INSERT', 'UPDATE', 'DELETE'])
      garage.db.exec(
        `CREATE TRIGGER no_${change}_${table} BEFORE ${change} ON ${table} BEGIN SELECT raise(ABORT, '${change} ${table}'); END`,
      );
  expect(derive()).toEqual({ messages: 5, unreadable: 0, checkIns: 3 });
  expect(all()).toEqual(before);
});

describe('deriving again brings back as it was, with all that rests on it,', () => {
  test.each<[string, string]>([
    [
      'a visit with another plate, VIN and lights',
      "UPDATE check_in SET plate = 'WRONG', vin = NULL, lights = '[]' WHERE id = 2",
    ],
    ['a visit with photos that nobody has sent', "UPDATE check_in SET damage = '[]', photo_count = 0 WHERE id = 3"],
    [
      'visits that have exchanged their service orders',
      "UPDATE check_in SET service_order = 'x' WHERE id = 1; UPDATE check_in SET service_order = '1' WHERE id = 2; UPDATE check_in SET service_order = '2' WHERE id = 1",
    ],
    [
      'a visit that is gone',
      'UPDATE message SET check_in_id = NULL WHERE id = 2; DELETE FROM photo; DELETE FROM check_in WHERE id = 2',
    ],
    ['a report that says something else', "UPDATE health_report SET major = 0, groups = '[]', service_order = '1'"],
    ['a report that is gone', 'DELETE FROM health_report'],
    ['a plan of another plate', "UPDATE plan_event SET plate = 'OTHER3'"],
    ['a plan that is gone', 'DELETE FROM plan_event'],
    ['messages of another kind', "UPDATE message SET kind = 'unknown', is_unread = 1"],
  ])('%s', (_what, damage) => {
    const before = all();
    garage.db.exec(damage);
    garage.catchUp();
    derive();
    const { photo, ...others } = all();
    const { photo: photosBefore, ...othersBefore } = before;
    expect(others).toEqual(othersBefore);
    const places = (rows: unknown[] | undefined) =>
      (rows as { check_in_id: number; url: string; place: number }[]).map(({ check_in_id, url, place }) => [
        check_in_id,
        url,
        place,
      ]);
    expect(places(photo)).toEqual(expect.arrayContaining(places(photosBefore)));
    expect(found('ab12cde')).toEqual(['2', '1']);
    expect(found('wrong')).toEqual([]);
    expect(garage.reader.card('2')?.maintenance?.service).toBe('brake fluid');
    expect(garage.memory('2')).toMatchObject({ visit: 2, lightCount: 1 });
  });

  test('search rows that got lost', () => {
    garage.db.exec('DELETE FROM check_in_search WHERE rowid = 2');
    expect(found('ab12cde')).toEqual(['1']);
    derive();
    expect(found('ab12cde')).toEqual(['2', '1']);
  });
});
