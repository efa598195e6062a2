import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchDesk } from '../../../electron/station/desk-watch.ts';
import { DEFAULT_ALERTS } from '../../../shared/alerts.ts';
import type { Card } from '../../../shared/check-in.ts';
import { type BoardEvent, CARDS_PER_LANE, type Obstacle } from '../../../shared/contract.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { ToMain } from '../../../shared/station-process.ts';
import { card, counts, reach, relay, snapshot, status } from '../renderer/factories.ts';

type UnseenMessage = Extract<ToMain, { type: 'unseen' }>;

/** Events as a board hears them: a test says one after the other. */
function channel() {
  const waiting: BoardEvent[] = [];
  let wake = (): void => {};
  let isOver = false;
  async function* events(): AsyncGenerator<BoardEvent, void> {
    for (;;) {
      const event = waiting.shift();
      if (event !== undefined) yield event;
      else if (isOver) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }
  return {
    events: events(),
    say: (...said: BoardEvent[]): void => {
      waiting.push(...said);
      wake();
    },
    end: (): void => {
      isOver = true;
      wake();
    },
  };
}

let told: ToMain[];
let desk: ReturnType<typeof channel>;
let watching: Promise<void>;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  desk = channel();
  // Main parses all that it hears: what it would not understand must not be told.
  watching = watchDesk(desk.events, (message) => void told.push(ToMain.parse(structuredClone(message))));
});
afterEach(async () => {
  desk.end();
  await watching;
  vi.useRealTimers();
});

/** Lets everything be read that was said, without time going on. */
const read = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const pause = (): Promise<unknown> => vi.advanceTimersByTimeAsync(50);

const moved = (card: Card, left: number): BoardEvent => ({
  type: 'card',
  cause: 'moved',
  card,
  lanes: { ...counts([]), new: left },
});
const arrived = (card: Card, left: number): BoardEvent => ({
  type: 'card',
  cause: 'arrived',
  card,
  lanes: { ...counts([]), new: left },
});
const statusOf = (obstacle: Obstacle | null): BoardEvent => ({ type: 'status', status: status({ obstacle }) });
const unseenTold = (): UnseenMessage[] => told.filter((message) => message.type === 'unseen');
const idsTold = (): [string[], string[]][] =>
  unseenTold().map(({ unseen, gone }) => [unseen.map(({ id }) => id), gone]);

describe('main is told', () => {
  test('first of all that nobody has seen, of the settings and of what keeps the station from accepting', async () => {
    const seen = card('2', { lane: 'seen' });
    desk.say(snapshot(card('1', { lightCount: 1, photoCount: 2 }), seen, card('3', { plate: null })));
    await pause();
    expect(told).toHaveLength(3);
    expect(told).toContainEqual({ type: 'settings', settings: { alerts: DEFAULT_SETTINGS.alerts } });
    expect(told).toContainEqual({ type: 'status', obstacle: null, timeZone: 'Europe/London' });
    expect(unseenTold()).toEqual([
      {
        type: 'unseen',
        isAll: true,
        unseen: [
          {
            id: '1',
            arrivedAt: Date.parse('2026-03-03T09:00:00.000Z'),
            plate: 'AB12 CDE',
            lights: [],
            lightCount: 1,
            photoCount: 2,
            isLate: false,
          },
          expect.objectContaining({ id: '3', plate: null }),
        ],
        gone: [],
        count: 2,
      },
    ]);
  });

  test('of a check-in that arrives, and of one that somebody has seen', async () => {
    desk.say(snapshot(card('1')));
    await pause();
    desk.say(arrived(card('2'), 2));
    await pause();
    desk.say(moved(card('1', { lane: 'seen' }), 1));
    await pause();
    expect(unseenTold().slice(1)).toEqual([
      { type: 'unseen', isAll: false, unseen: [expect.objectContaining({ id: '2' })], gone: [], count: 2 },
      { type: 'unseen', isAll: false, unseen: [], gone: ['1'], count: 1 },
    ]);
  });

  test('nothing of a check-in that was set aside, which is gone as if somebody had seen it, until it is put back', async () => {
    const aside = card('1', { setAside: 'mistake', setAsideAt: '2026-03-03T09:01:00.000Z' });
    desk.say(snapshot(card('2'), aside));
    await pause();
    desk.say(moved(card('2', { setAside: 'duplicate' }), 0));
    await pause();
    desk.say(moved({ ...aside, setAside: null }, 1));
    await pause();
    expect(idsTold()).toEqual([
      [['2'], []],
      [[], ['2']],
      [['1'], []],
    ]);
  });

  test('of a check-in that came back that it was gone and is there again, whatever follows in the same message', async () => {
    desk.say(snapshot(card('1')));
    await pause();
    const told = (cause: 'returned' | 'updated', over: Partial<Card> = {}): BoardEvent => ({
      type: 'card',
      cause,
      card: card('1', over),
      lanes: { ...counts([]), new: 1 },
    });
    desk.say(moved(card('1', { lane: 'handed-over' }), 0), told('returned'), told('updated', { photoCount: 2 }));
    await pause();
    expect(unseenTold().at(-1)).toMatchObject({ unseen: [{ id: '1', photoCount: 2 }], gone: ['1'], count: 1 });
    desk.say(told('returned'), moved(card('1', { lane: 'seen' }), 0));
    await pause();
    expect(unseenTold().at(-1)).toMatchObject({ unseen: [], gone: ['1'] });
  });

  test.each(['seen', 'health-check', 'ready'] as const)(
    'of a red light that a message adds to what stands in %s, once',
    async (lane) => {
      const airbag = { code: '19', label: 'Airbag', severity: 'red' } as const;
      const engine = { code: '20', label: 'Engine', severity: 'amber' } as const;
      const before = card('1', { lane, lights: [engine] });
      const after: Card = { ...before, lights: [airbag, engine] };
      const updated = (now: Card): BoardEvent => ({ type: 'card', cause: 'updated', card: now, lanes: counts([now]) });
      desk.say(snapshot(before), updated(before), updated(after), updated(after));
      desk.say(
        updated({ ...after, lights: [{ ...airbag, label: 'SRS' }, engine] }),
        updated({ ...after, lane: 'new' }),
      );
      await read();
      const news = { id: '1', plate: 'AB12 CDE', lights: [airbag] };
      expect(told.filter(({ type }) => type === 'red-lights')).toEqual([{ type: 'red-lights', news }]);
    },
  );

  test('of a report that comes for what is on the board, once, unless the shop does not want to be told', async () => {
    const report = { dangerous: 1, major: 0, minor: 0, passed: 3, reports: 1, isUnreadable: false };
    const before = card('1', { lane: 'seen' });
    const updated = (over: Partial<Card>): BoardEvent => {
      const now = { ...before, ...over };
      return { type: 'card', cause: 'updated', card: now, lanes: counts([now]) };
    };
    desk.say(
      snapshot(before, card('2', { report })),
      updated({}),
      updated({ lane: 'ready', report }),
      updated({ report }),
    );
    desk.say(updated({ lane: 'handed-over', report: { ...report, reports: 2 } }));
    await read();
    const reports = () => told.filter(({ type }) => type === 'report');
    expect(reports()).toEqual([{ type: 'report', news: { id: '1', plate: 'AB12 CDE', report } }]);
    desk.say({ type: 'settings', settings: { ...DEFAULT_SETTINGS, reports: { scoreScale: 'as-sent', tells: false } } });
    desk.say(updated({ lane: 'seen', report }), updated({ report: { ...report, reports: 2 } }));
    await read();
    expect(reports()).toHaveLength(1);
  });

  test('nothing of the cards of a head office, and of all that waits when the desk is none any more', async () => {
    const atHeadOffice = (event: BoardEvent): BoardEvent =>
      event.type === 'snapshot'
        ? { ...event, status: { ...event.status, relay: relay({ isHeadOffice: true }) } }
        : event;
    const airbag = { code: '19', label: 'Airbag', severity: 'red' } as const;
    const [waits, seen] = [card('1'), card('2', { lane: 'seen' })];
    desk.say(snapshot(waits, seen));
    await pause();
    desk.say(atHeadOffice(snapshot(waits, seen)), arrived(card('3'), 2), moved({ ...seen, lights: [airbag] }, 2));
    desk.say(atHeadOffice(snapshot(waits, { ...seen, lights: [airbag] })));
    await pause();
    expect(unseenTold().at(-1)).toEqual({ type: 'unseen', isAll: true, unseen: [], gone: [], count: 0 });
    expect(told.some(({ type }) => type === 'red-lights')).toBe(false);
    desk.say(snapshot(waits, card('3')));
    await pause();
    expect(unseenTold().at(-1)).toMatchObject({ isAll: true, unseen: [{ id: '1' }, { id: '3' }], count: 2 });
  });

  test('that nothing arrives by the way from outside, unless AutoX3 sends to a relay, which keeps it', async () => {
    const blind = reach({ light: 'blind', way: 'ngrok', problem: 'timeout' });
    desk.say({ type: 'status', status: status({ reach: blind, relay: relay({ state: 'connecting' }) }) });
    const awaited = relay({ state: 'connected', isAwaited: true });
    desk.say({ type: 'status', status: status({ reach: blind, relay: awaited }) });
    desk.say({
      type: 'status',
      status: status({ reach: reach({ light: 'receiving', way: 'ngrok' }), relay: awaited }),
    });
    desk.say({ type: 'status', status: status({ reach: blind }) });
    await read();
    const isBlind = told.map((message) => message.type === 'status' && message.isBlind);
    expect(isBlind).toEqual([undefined, true, undefined, true]);
  });

  test('no name, no phone number, and nothing else that it does not need', async () => {
    desk.say(snapshot(card('1', { ownerName: 'Sam Okafor', adviser: 'Y Xing', receiveBaseId: '4711' })));
    desk.say(arrived(card('2', { ownerName: 'Sam Okafor' }), 2));
    await pause();
    expect(JSON.stringify(told)).not.toMatch(/Okafor|Xing|4711/);
  });

  test('of a burst in one message, as it is at its end', async () => {
    desk.say(snapshot());
    await pause();
    desk.say(
      arrived(card('1'), 1),
      arrived(card('2'), 2),
      { type: 'card', cause: 'updated', card: card('1', { photoCount: 4 }), lanes: { ...counts([]), new: 2 } },
      moved(card('2', { lane: 'seen' }), 1),
      arrived(card('3'), 2),
      moved(card('3', { lane: 'ready' }), 1),
      moved(card('3'), 2),
    );
    await read();
    expect(unseenTold()).toHaveLength(1);
    await pause();
    expect(unseenTold()).toHaveLength(2);
    expect(unseenTold()[1]).toMatchObject({
      isAll: false,
      unseen: [
        { id: '1', photoCount: 4 },
        { id: '3', photoCount: 0 },
      ],
      gone: ['2'],
      count: 2,
    });
  });

  test('of what changed right after the snapshot in the same message, which is still of all', async () => {
    desk.say(snapshot(card('1'), card('2')), moved(card('1', { lane: 'seen' }), 1), arrived(card('3'), 2));
    await pause();
    expect(unseenTold()).toHaveLength(1);
    expect(unseenTold()[0]).toMatchObject({ isAll: true, unseen: [{ id: '2' }, { id: '3' }], gone: ['1'], count: 2 });
  });

  test('of all once more after a snapshot, which ends what was gathered before', async () => {
    desk.say(snapshot(card('1')));
    await pause();
    desk.say(arrived(card('9'), 2), snapshot(card('2')));
    await pause();
    expect(unseenTold()[1]).toMatchObject({ isAll: true, unseen: [{ id: '2' }], gone: [], count: 1 });
  });

  test('of a great burst in messages that it understands, and of every check-in once', async () => {
    desk.say(snapshot(...Array.from({ length: CARDS_PER_LANE }, (_none, n) => card(`s${n}`))));
    desk.say(...Array.from({ length: 3_000 }, (_none, n) => arrived(card(`a${n}`), CARDS_PER_LANE + n + 1)));
    await pause();
    await pause();
    const ids = idsTold().flatMap(([unseen]) => unseen);
    expect(ids).toHaveLength(CARDS_PER_LANE + 3_000);
    expect(new Set(ids).size).toBe(ids.length);
    expect(unseenTold().length).toBeLessThan(10);
    expect(unseenTold().map(({ isAll }) => isAll)).toEqual([
      true,
      ...unseenTold()
        .slice(1)
        .map(() => false),
    ]);
    expect(unseenTold().at(-1)?.count).toBe(CARDS_PER_LANE + 3_000);
  });

  test('of the number that wait, also where there are more than a board holds', async () => {
    const event = snapshot(card('1'));
    if (event.type !== 'snapshot') throw new Error('no snapshot');
    desk.say({ ...event, status: status({ lanes: { ...counts([]), new: 4_000 } }) });
    await pause();
    expect(unseenTold()[0]).toMatchObject({ count: 4_000 });
  });

  test('of the obstacle when it changes, and only then', async () => {
    desk.say(snapshot(), statusOf(null), statusOf('no-secret'), statusOf('no-secret'), statusOf('storage-full'));
    desk.say(statusOf(null), statusOf(null));
    await pause();
    expect(told.filter(({ type }) => type === 'status')).toEqual(
      [null, 'no-secret', 'storage-full', null].map((obstacle) => ({
        type: 'status',
        obstacle,
        timeZone: 'Europe/London',
      })),
    );
  });

  test('of another time zone of the shop', async () => {
    const inTokyo: BoardEvent = { type: 'status', status: status({ timeZone: 'Asia/Tokyo' }) };
    desk.say(snapshot(), inTokyo, inTokyo);
    await pause();
    expect(told.filter(({ type }) => type === 'status')).toEqual(
      ['Europe/London', 'Asia/Tokyo'].map((timeZone) => ({ type: 'status', obstacle: null, timeZone })),
    );
  });

  test('of new settings at once', async () => {
    desk.say(snapshot());
    await pause();
    const settings = { alerts: { ...DEFAULT_ALERTS, ring: false } };
    desk.say({ type: 'settings', settings: { ...DEFAULT_SETTINGS, ...settings } });
    await read();
    expect(told.at(-1)).toEqual({ type: 'settings', settings });
  });

  test('nothing in a silence', async () => {
    desk.say(snapshot());
    await pause();
    const before = told.length;
    desk.say({ type: 'tick' }, { type: 'tick' });
    await pause();
    expect(told).toHaveLength(before);
  });
});

test('it ends with the events', async () => {
  desk.say(snapshot());
  desk.end();
  await read();
  await expect(watching).resolves.toBeUndefined();
});
