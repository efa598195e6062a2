import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lane } from '../../../shared/check-in.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { playShopDay, type ShopDay } from '../../support/shop-day.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

const MINUTE = 60_000;

let now = 0;
let station: TestStation;
let day: ShopDay;
beforeAll(async () => {
  station = await startTestStation({ now: () => now, timeZone: 'Europe/London' });
  day = await playShopDay(station, (time) => {
    now = Date.parse(time);
  });
});
afterAll(() => station?.dispose());

const report = (from: string, to = from) => station.client.day.report({ from, to });

describe('the report of a day that is over', () => {
  test('counts its check-ins by the hour, and what was set aside apart', async () => {
    const { slots, figures, isOver, unit } = await report('2026-03-03');
    expect({ isOver, unit, count: slots.length }).toEqual({ isOver: true, unit: 'hour', count: 24 });
    expect(
      slots.flatMap(({ checkIns, startsAt }) => (checkIns === 0 ? [] : [[startsAt.slice(11, 16), checkIns]])),
    ).toEqual([
      ['08:00', 2],
      ['09:00', 1],
      ['16:00', 1],
    ]);
    expect(figures).toMatchObject({ checkIns: 4, setAside: { mistake: 0, duplicate: 1 } });
  });

  test('says how long they waited to be seen, and how many still did when it was over', async () => {
    // 2, 15 and 1 minutes, and one from half past four until eight o'clock in the morning.
    const seen = { count: 4, median: 8.5 * MINUTE, p90: 930 * MINUTE, longest: 930 * MINUTE };
    expect((await report('2026-03-03')).figures).toMatchObject({ seen, unseen: 1 });
  });

  test('says how many came with lights, by the most urgent one, with which, and with damage', async () => {
    const { figures, lights } = await report('2026-03-03');
    expect(figures).toMatchObject({ lights: { red: 1, amber: 1, unmapped: 1, info: 0 }, damage: 2 });
    expect(lights.map(({ code, severity, checkIns }) => [code, severity, checkIns])).toEqual([
      ['20', 'amber', 2],
      ['16', 'red', 1],
      ['99', 'unmapped', 1],
      ['1', 'info', 1],
    ]);
  });

  test('names the busiest advisers, and those that nobody is named for', async () => {
    const { advisers, adviserCount } = await report('2026-03-03');
    expect(advisers).toEqual([
      { name: 'Mei Lin', checkIns: 2 },
      { name: 'Y Xing', checkIns: 1 },
      { name: null, checkIns: 1 },
    ]);
    expect(adviserCount).toBe(3);
  });

  test('lists what stood in a lane beyond its red age, the longest beyond it first', async () => {
    const { late, figures } = await report('2026-03-03');
    const minutes = (ms: number) => ms / MINUTE;
    expect(
      late.map(({ id, lane, waited, limit, isWaiting }) => [id, lane, minutes(waited), minutes(limit), isWaiting]),
    ).toEqual([
      [day.overnight, 'new', 930, 10, false],
      [day.overnight, 'seen', 120, 45, true],
      [day.slow, 'health-check', 150, 120, false],
      [day.slow, 'new', 15, 10, false],
    ]);
    expect(late[0]).toMatchObject({ plate: 'EE16 NIT', brand: 'BMW', arrivedAt: '2026-03-03T16:30:00.000Z' });
    expect(figures.late).toBe(2);
  });

  test('stands beside the same day of the week before', async () => {
    const { before } = await report('2026-03-03');
    expect(before).toMatchObject({ from: '2026-02-24', to: '2026-02-24' });
    const seen = { count: 1, median: 4 * MINUTE, p90: 4 * MINUTE, longest: 4 * MINUTE };
    expect(before.figures).toMatchObject({ checkIns: 1, seen, late: 0, unseen: 0 });
  });
});

test('a day that is not over stands beside the other one as it stood at that time', async () => {
  const { isOver, figures, before } = await report('2026-03-04');
  expect([isOver, figures.checkIns, figures.unseen]).toEqual([false, 1, 1]);
  // One came at nine and was seen at eleven, another came at eleven: at ten the first one was waiting, the other not there.
  expect(before.figures).toMatchObject({ checkIns: 1, seen: { count: 0, median: null }, unseen: 1, late: 1 });
});

test('a range counts by the day, and compares with the days right before where it is longer than a week', async () => {
  const { unit, slots, figures, before } = await report('2026-02-24', '2026-03-04');
  expect(unit).toBe('day');
  expect(slots.map(({ checkIns }) => checkIns)).toEqual([1, 2, 0, 0, 0, 0, 0, 4, 1]);
  expect([figures.checkIns, before.from, before.to]).toEqual([8, '2026-02-15', '2026-02-23']);
});

test('a day without check-ins is all zeros, with no times', async () => {
  const { figures, lights, advisers, late } = await report('2025-01-01');
  const seen = { count: 0, median: null, p90: null, longest: null };
  expect(figures).toMatchObject({ checkIns: 0, seen, damage: 0, late: 0, unseen: 0 });
  expect([lights, advisers, late]).toEqual([[], [], []]);
});

test('the zone of the shop says when a day begins, and its tables how urgent a light is and what is late', async () => {
  const { settings, shop, board } = { settings: await station.client.settings.get(), ...DEFAULT_SETTINGS };
  const never = { amber: null, red: null };
  const ages = { new: never, seen: never, 'health-check': { amber: null, red: 150 }, ready: never };
  await station.client.settings.set({
    shop: { ...shop, timeZone: 'Asia/Shanghai' },
    board: { ...board, lights: { 20: 'info' }, ages },
  });
  try {
    // In Shanghai it was half past twelve at night when the last one came.
    const { figures, late, slots } = await report('2026-03-03');
    expect(slots[0]?.startsAt).toBe('2026-03-02T16:00:00.000Z');
    expect(figures).toMatchObject({ checkIns: 3, lights: { red: 0, amber: 0, unmapped: 2, info: 0 }, late: 1 });
    expect(late.map(({ lane }): Lane => lane)).toEqual(['health-check']);
  } finally {
    await station.client.settings.set({ shop: settings.shop, board: settings.board });
  }
});

test.each([
  ['back to front', { from: '2026-03-04', to: '2026-03-03' }],
  ['longer than a year', { from: '2025-03-03', to: '2026-03-04' }],
  ['of no day', { from: '2026-02-30', to: '2026-03-03' }],
  ['of words', { from: 'today', to: "2026-03-03' OR 1=1" }],
])('a range %s is refused', async (_what, range) => {
  await expect(station.client.day.report(range)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
