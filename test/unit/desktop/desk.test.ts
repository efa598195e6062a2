import { afterEach, describe, expect, test, vi } from 'vitest';
import { DeskWatch, waitingSince } from '../../../electron/desktop/desk.ts';
import { DEFAULT_ALERTS, type Unseen } from '../../../shared/alerts.ts';
import { RING_LEVELS } from '../../../shared/ring.ts';
import { RingBell } from '../../../shared/ring-bell.ts';
import type { ToMain } from '../../../shared/station-process.ts';
import { ownTimeZone } from '../../../shared/time-zone.ts';

afterEach(() => vi.useRealTimers());

type UnseenMessage = Extract<ToMain, { type: 'unseen' }>;

const unseen = (id: string, over: Partial<Unseen> = {}): Unseen => ({
  id,
  arrivedAt: 1_000,
  plate: `PLATE ${id}`,
  lights: [],
  lightCount: 0,
  photoCount: 0,
  isLate: false,
  ...over,
});
const all = (...ids: string[]): UnseenMessage => ({
  type: 'unseen',
  isAll: true,
  unseen: ids.map((id) => unseen(id)),
  gone: [],
  count: ids.length,
});
const change = (came: string[], gone: string[], count: number): UnseenMessage => ({
  type: 'unseen',
  isAll: false,
  unseen: came.map((id) => unseen(id)),
  gone,
  count,
});

const ids = (watch: DeskWatch): string[] => [...watch.desk.unseen.keys()];
const arrivals = (watch: DeskWatch, message: UnseenMessage, now: number): string[] =>
  watch.hear(message, now).arrived.map(({ id }) => id);

describe('the desk', () => {
  test('is empty, and wants to be told of everything, before the station has said a word', () => {
    expect(new DeskWatch().desk).toEqual({
      unseen: new Map(),
      count: 0,
      alerts: DEFAULT_ALERTS,
      timeZone: ownTimeZone(),
    });
  });

  test('that is heard of first holds what was waiting before', () => {
    const watch = new DeskWatch();
    expect(watch.hear(all('1', '2'), 5_000)).toEqual({
      arrived: [unseen('1'), unseen('2')],
      gone: [],
      isFirst: true,
    });
    expect(watch.desk.count).toBe(2);
    expect(watch.hear(all('1', '2', '3'), 6_000)).toEqual({ arrived: [unseen('3')], gone: [], isFirst: false });
  });

  test('is first heard of once, also when nothing was waiting and settings came before', () => {
    const watch = new DeskWatch();
    watch.hear({ type: 'settings', settings: { alerts: DEFAULT_ALERTS } }, 1);
    watch.hear({ type: 'status', obstacle: 'no-secret', timeZone: 'Asia/Tokyo' }, 2);
    expect(watch.hear(all(), 3).isFirst).toBe(true);
    expect(watch.hear(change(['1'], [], 1), 4)).toEqual({ arrived: [unseen('1')], gone: [], isFirst: false });
  });

  test('knows what came and what was seen', () => {
    const watch = new DeskWatch();
    watch.hear(all('1', '2'), 1_000);
    expect(watch.hear(change(['3'], ['1'], 2), 2_000)).toEqual({ arrived: [unseen('3')], gone: ['1'], isFirst: false });
    expect(ids(watch)).toEqual(['2', '3']);
    expect(watch.desk.count).toBe(2);
  });

  test('counts late ones of one catching up from the first of them, so that the ring begins once, and a fresh one anew', () => {
    const watch = new DeskWatch();
    const came = (id: string, isLate: boolean) => ({ ...change([], [], 0), unseen: [unseen(id, { isLate })] });
    watch.hear(all(), 0);
    for (const [index, id] of ['1', '2', '3'].entries()) watch.hear(came(id, true), 1_000 + 10_000 * index);
    watch.hear(came('4', false), 25_000);
    watch.hear(came('5', true), 90_000);
    expect([...watch.desk.unseen.values()].map(({ heardAt }) => heardAt)).toEqual([
      1_000, 1_000, 1_000, 25_000, 90_000,
    ]);
  });

  test('hears of what is gone and back in one message as of what arrives, from that moment on', () => {
    const watch = new DeskWatch();
    watch.hear(all('1'), 1_000);
    expect(watch.hear(change(['1'], ['1'], 1), 2_000)).toEqual({ arrived: [unseen('1')], gone: [], isFirst: false });
    expect(waitingSince(watch.desk)).toEqual([2_000]);
  });

  test('counts more than it holds when there are very many', () => {
    const watch = new DeskWatch();
    watch.hear({ ...all('1'), count: 4_000 }, 1);
    expect(watch.desk.count).toBe(4_000);
  });

  test('is not told twice of a check-in that changed, and has it as it is now', () => {
    const watch = new DeskWatch();
    watch.hear(all('1'), 1_000);
    const changed = { ...change([], [], 1), unseen: [unseen('1', { lightCount: 2, plate: 'NEW 1' })] };
    expect(watch.hear(changed, 2_000)).toEqual({ arrived: [], gone: [], isFirst: false });
    expect(watch.desk.unseen.get('1')).toEqual({
      checkIn: unseen('1', { lightCount: 2, plate: 'NEW 1' }),
      heardAt: 1_000,
    });
  });

  test('is not told of the seeing of what it did not know', () => {
    const watch = new DeskWatch();
    watch.hear(all('1'), 1_000);
    expect(watch.hear(change([], ['9'], 1), 2_000).gone).toEqual([]);
  });

  test('survives a restart of the station: nothing is told twice, and it counts from when it was first heard of', () => {
    const watch = new DeskWatch();
    watch.hear(all('1', '2'), 1_000);
    // Meanwhile one was seen, and one came.
    expect(watch.hear(all('2', '3'), 60_000)).toEqual({ arrived: [unseen('3')], gone: ['1'], isFirst: false });
    expect([...watch.desk.unseen].map(([id, { heardAt }]) => [id, heardAt])).toEqual([
      ['2', 1_000],
      ['3', 60_000],
    ]);
  });

  test('is told again of a check-in that was seen and put back', () => {
    const watch = new DeskWatch();
    watch.hear(all('1'), 1_000);
    watch.hear(change([], ['1'], 0), 2_000);
    expect(arrivals(watch, change(['1'], [], 1), 3_000)).toEqual(['1']);
    expect(watch.desk.unseen.get('1')?.heardAt).toBe(3_000);
  });

  test('keeps what it knows of check-ins when settings or the status change', () => {
    const watch = new DeskWatch();
    watch.hear(all('1'), 1_000);
    const alerts = { ...DEFAULT_ALERTS, ring: false };
    expect(watch.hear({ type: 'settings', settings: { alerts } }, 2_000)).toEqual({
      arrived: [],
      gone: [],
      isFirst: false,
    });
    expect(watch.hear({ type: 'status', obstacle: 'storage-full', timeZone: 'Asia/Tokyo' }, 3_000)).toEqual({
      arrived: [],
      gone: [],
      isFirst: false,
    });
    expect(watch.desk).toMatchObject({ count: 1, alerts, obstacle: 'storage-full', timeZone: 'Asia/Tokyo' });
    expect(ids(watch)).toEqual(['1']);
  });

  test('that somebody holds does not change under their hands', () => {
    const watch = new DeskWatch();
    watch.hear(all('1'), 1_000);
    const held = watch.desk;
    watch.hear(change(['2'], ['1'], 1), 2_000);
    expect([...held.unseen.keys()]).toEqual(['1']);
  });
});

test('it rings for the check-ins that the shop wants to be told of, from when the app heard of them', () => {
  const watch = new DeskWatch();
  const message = all();
  message.unseen.push(unseen('1'), unseen('2', { lightCount: 1 }), unseen('3', { photoCount: 1 }));
  watch.hear(message, 1_000);
  watch.hear({ ...change([], [], 4), unseen: [unseen('4', { lightCount: 1, photoCount: 1 })] }, 2_000);
  const only = (plain: boolean, lights: boolean, damage: boolean): number[] => {
    const alerts = { ...DEFAULT_ALERTS, kinds: { plain, lights, damage } };
    watch.hear({ type: 'settings', settings: { alerts } }, 9_000);
    return waitingSince(watch.desk);
  };
  expect(only(true, true, true)).toEqual([1_000, 1_000, 1_000, 2_000]);
  expect(only(false, false, true)).toEqual([1_000, 2_000]);
  expect(only(true, false, false)).toEqual([1_000]);
  expect(only(false, false, false)).toEqual([]);
});

describe('when the clock of the PC is set back', () => {
  const AN_HOUR = 3_600_000;

  test('what was heard of later than now is counted from now, once', () => {
    const watch = new DeskWatch();
    watch.hear(all('1'), 1_000);
    watch.hear(change(['2'], [], 2), 9_000);
    watch.clockSays(5_000);
    expect(waitingSince(watch.desk)).toEqual([1_000, 5_000]);
    watch.clockSays(8_000);
    expect(waitingSince(watch.desk)).toEqual([1_000, 5_000]);
  });

  test('the bell of the app goes on, and grows to its full volume as ever', () => {
    vi.useFakeTimers({ now: 10 * AN_HOUR });
    const watch = new DeskWatch();
    const volumes: number[] = [];
    const bell = new RingBell({
      now: Date.now,
      play: (volume) => void volumes.push(volume),
      state() {
        watch.clockSays(Date.now());
        return { waiting: waitingSince(watch.desk), mutedUntil: null, quietHours: null, timeZone: ownTimeZone() };
      },
    });
    watch.hear(all('1'), Date.now());
    bell.update();
    vi.advanceTimersByTime(10_000);
    vi.setSystemTime(9 * AN_HOUR);
    volumes.length = 0;

    vi.advanceTimersByTime(450_000);

    bell.stop();
    expect(volumes.length).toBeGreaterThan(20);
    expect(new Set(volumes)).toEqual(new Set(RING_LEVELS));
  });
});
