import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { RETRY_DELAYS_MS } from '../../../../electron/simulator/schedule.ts';
import { BlindSpots } from '../../../../electron/station/reach/blind-spots.ts';
import { Outages } from '../../../../electron/station/reach/outages.ts';
import { RelayRuns } from '../../../../electron/station/reach/relay-runs.ts';
import { type MessageRun, type MessageWay, withMessage } from '../../../../electron/station/store/message-runs.ts';
import type { RelayTime, StoredRun } from '../../../../electron/station/store/relay-store.ts';
import { DEFAULT_HOURS } from '../../../../shared/opening-hours.ts';
import { intersection, type Span, union, without } from '../../../../shared/span.ts';
import { LONGEST_TRY_MS, outagesMet, type Sent, sentMessage } from './sent-messages.ts';

const s = (seconds: number): number => seconds * 1_000;
/** How often relays say that they take messages. */
const BEAT_MS = s(5);
/** How often the station looks. */
const LOOK_MS = s(10);
const LOG = pino({ level: 'silent' });
/** From the first of AutoX3's tries to the end of the last, each as long as it can be. */
const LONGEST_WAY_MS = RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0) + 7 * LONGEST_TRY_MS;
/** After this a desk that is awake has said what it does not hear. */
const TOLD_AFTER_MS = s(150);
/** A shop opens when relays, desk and messages begin. */
const START = Date.UTC(2026, 2, 3, 9);
/** From here on all are awake. */
const CALM = START + s(1_100);
const END = START + s(1_200);

/** Times in which each of the relays took nothing, or the broker did, and in which the desk slept or was cut off. */
type Line = {
  relays: Span[][];
  broker: Span[];
  asleep: Span[];
  offline: Span[];
  /** Whether the station was off, and not only asleep. */
  restarts: boolean;
  sent: Sent[];
  /** At which looks of the station somebody looks, too. */
  looks: number[];
  /** To what AutoX3 sent at first, and when it was given the other address. */
  first: MessageWay;
  changes: number[];
  /** Whether it tries a message again at the address that it had when it was made. */
  staysWithOld: boolean;
};

/** To what AutoX3 sends at a moment. */
function wayAt({ first, changes }: Line, at: number): MessageWay {
  const isChanged = changes.filter((change) => change <= at).length % 2 === 1;
  return isChanged === (first === 'direct') ? 'relay' : 'direct';
}

/** The times in which AutoX3 sends one way. */
function timesOf(line: Line, way: MessageWay): Span[] {
  const ends = [-Infinity, ...line.changes, Infinity];
  return ends
    .slice(1)
    .map((to, index) => ({ from: ends[index] ?? 0, to }))
    .filter(({ from }) => wayAt(line, from) === way);
}

/** What a message meets where it is sent. */
function outFor(line: Line, createdAt: number, out: Record<MessageWay, Span[]>): Span[] {
  if (line.staysWithOld) return out[wayAt(line, createdAt)];
  return union([
    ...intersection(out.direct, timesOf(line, 'direct')),
    ...intersection(out.relay, timesOf(line, 'relay')),
  ]);
}

/** Rows in memory. */
function memoryStore() {
  const runs = new Map<string, StoredRun>();
  const times = new Map<number, RelayTime>();
  return {
    runs: () => [...runs.values()].map((run) => ({ ...run })),
    times: () => [...times.values()].map((time) => ({ ...time })),
    save: (newTimes: readonly RelayTime[], newRuns: readonly StoredRun[]) => {
      for (const time of newTimes) times.set(time.joinedAt, { ...time });
      for (const run of newRuns) runs.set(`${run.relay} ${run.run}`, { ...run });
    },
    replaceRuns: () => {},
  };
}

/** A station that reads from the relay. */
function desk() {
  const clock = { now: START };
  const store = memoryStore();
  const outages: Outages = new Outages({
    store: { outages: () => [], save: () => {}, lastBeat: () => null },
    changed: () => spots.outagesChanged(),
    log: LOG,
  });
  const listen = (): RelayRuns =>
    new RelayRuns({ store, now: () => clock.now, changed: () => spots?.outagesChanged(), log: LOG });
  let relay = listen();
  const messages = { all: [] as readonly MessageRun[], version: 0 };
  const spots: BlindSpots = new BlindSpots({
    outages,
    relay: {
      get known() {
        return relay.known;
      },
    },
    messages,
    countLate: () => 0,
    store: { ticks: () => [], tick: () => {}, untick: () => {} },
    hours: () => DEFAULT_HOURS,
    zone: () => 'Europe/London',
    now: () => clock.now,
  });
  relay.join(true);
  return {
    clock,
    outages,
    came: (way: MessageWay, at: number) => {
      messages.all = withMessage(messages.all, way, at);
      messages.version += 1;
    },
    get relay() {
      return relay;
    },
    restart: () => {
      relay = listen();
      spots.outagesChanged();
    },
    /** The times for which a check-in is told to be possibly missing. */
    told: () =>
      spots.list({ withHarmless: false, limit: 1_000 }).items.map(({ losesFrom, losesTo }) => ({
        from: Date.parse(losesFrom ?? ''),
        to: losesTo === null ? Infinity : Date.parse(losesTo),
      })),
  };
}

/** The runs of a relay, in order, each from its first beat to its last: what takes nothing for a while begins another one. */
function runsOf(down: readonly Span[], relay: string): StoredRun[] {
  return without([{ from: START, to: END }], down).flatMap(({ from: up, to }, run) => {
    const from = up + ((relay.length * 1_700) % BEAT_MS);
    return from > to ? [] : [{ relay, run: String(run), from, to: lastBeat(from, to) }];
  });
}

/** The runs of all relays of a line, when any of them took messages, and when none did: a load balancer has another one take what one does not. */
function relaysOf(line: Line): { runs: StoredRun[][]; proven: Span[]; allDown: Span[] } {
  const downs = line.relays.map((down) => union([...down, ...line.broker]));
  const runs = downs.map((down, index) => runsOf(down, 'r'.repeat(index + 1)));
  return { runs, proven: union(runs.flat()), allDown: downs.reduce((all, one) => intersection(all, one)) };
}

const lastBeat = (from: number, until: number): number => until - ((until - from) % BEAT_MS);

const isIn = (spans: readonly Span[], at: number): boolean => spans.some(({ from, to }) => from <= at && at <= to);

/** Plays it in virtual time; `look` is called at some moments at which the desk is awake, and at the end. */
function play(
  line: Line,
  come: readonly { way: MessageWay; at: number }[],
  runs: readonly StoredRun[][],
  shop: ReturnType<typeof desk>,
  look: (now: number) => void,
): void {
  const { clock, outages } = shop;
  const next = runs.map((all) => [...all]);
  const unread = new Map<string, StoredRun>();
  const coming = come.toSorted((a, b) => a.at - b.at);
  const slept = new Set<Span>();
  for (let now = START + LOOK_MS; now <= END; now += LOOK_MS) {
    clock.now = now;
    for (const left of next) {
      for (let run = left[0]; run !== undefined && run.from <= now; run = left[0]) {
        unread.set(`${run.relay} ${run.run}`, { ...run, to: Math.min(run.to, lastBeat(run.from, now)) });
        if (run.to > now) break;
        left.shift();
      }
    }
    for (const night of line.asleep) if (now - LOOK_MS < night.to && night.from <= now) slept.add(night);
    if (isIn(line.asleep, now)) continue;
    if (slept.size > 0) {
      if (line.restarts) shop.restart();
      const cause = line.restarts ? 'off' : 'asleep';
      for (const { from, to } of slept) {
        outages.began(cause, from);
        outages.ended(cause, to);
      }
      slept.clear();
      shop.relay.look();
    }
    const isOffline = isIn(line.offline, now);
    for (const message of coming.filter(({ at, way }) => at <= now && (way === 'direct' || !isOffline))) {
      coming.splice(coming.indexOf(message), 1);
      shop.came(message.way, message.at);
    }
    outages.holds('tunnel', isOffline, now);
    if (!isOffline) {
      for (const run of unread.values()) {
        shop.relay.take(run.relay, run.run, run);
        // The broker gives again what it does not know to be read.
        if (now % 3 === 0) shop.relay.take(run.relay, run.run, run);
      }
      unread.clear();
    }
    shop.relay.look();
    if (now === END || line.looks.includes((now - START) / LOOK_MS)) look(now);
  }
}

const spans = (longest: number, most: number): fc.Arbitrary<Span[]> =>
  fc.array(fc.tuple(fc.nat(s(300)), fc.oneof(fc.nat(s(40)), fc.nat(longest))), { maxLength: most }).map((parts) => {
    let at = START + s(20);
    const all = parts.map(([before, length]) => {
      const from = at + before + 1;
      at = from + length + s(1);
      return { from, to: at };
    });
    return intersection(all, [{ from: START, to: CALM }]);
  });

const anyLine: fc.Arbitrary<Line> = fc.record({
  relays: fc.array(spans(s(300), 4), { minLength: 1, maxLength: 2 }),
  broker: fc.oneof(fc.constant<Span[]>([]), spans(s(400), 3)),
  asleep: spans(s(600), 2),
  offline: fc.oneof(fc.constant<Span[]>([]), spans(s(300), 2)),
  restarts: fc.boolean(),
  sent: fc.array(sentMessage(START + s(10), START + s(700)), { minLength: 1, maxLength: 4 }),
  looks: fc.array(fc.integer({ min: 20, max: 119 }), { maxLength: 3 }),
  first: fc.constant('relay'),
  changes: fc.constant([]),
  staysWithOld: fc.constant(false),
});

test('with a relay in the path every lost check-in lies in a time that is told, and none that the relay kept once all is read', async () => {
  const seen = { lost: 0, early: 0, kept: 0, slept: 0 };
  await fc.assert(
    fc.asyncProperty(anyLine, async (line) => {
      const { runs, proven, allDown } = relaysOf(line);
      const sent = await Promise.all(line.sent.map(async (one) => ({ ...one, ...(await outagesMet(one, allDown)) })));
      const shop = desk();
      play(line, [], runs, shop, (now) => {
        const told = shop.told();
        const isCalm = now === END;
        const woke = Math.max(START, ...line.asleep.map(({ to }) => (to <= now ? to : START)));
        for (const one of sent) {
          const isTold = isIn(told, one.createdAt);
          if (one.met !== null && (isCalm || Math.max(one.endedAt, woke) < now - TOLD_AFTER_MS)) {
            seen[isCalm ? 'lost' : 'early'] += 1;
            expect({ line, now, one, told, isTold }).toMatchObject({ isTold: true });
          }
          const [from, to] = [one.createdAt - LONGEST_WAY_MS, one.createdAt + LONGEST_WAY_MS];
          const wasKept = proven.some((span) => span.from <= Math.max(from, START + BEAT_MS) && to <= span.to);
          if (!isCalm || !wasKept) continue;
          seen.kept += 1;
          seen.slept += Number(isIn(line.asleep, one.createdAt));
          expect({ line, one, told, isTold }).toMatchObject({ isTold: false });
        }
      });
    }),
    { numRuns: 10_000 },
  );
  // A property about nothing would always hold.
  expect(seen.lost).toBeGreaterThan(500);
  expect(seen.early).toBeGreaterThan(300);
  expect(seen.kept).toBeGreaterThan(1_000);
  expect(seen.slept).toBeGreaterThan(100);
}, 120_000);

const changingLine: fc.Arbitrary<Line> = fc
  .record({
    line: anyLine,
    sent: fc.array(sentMessage(START + s(10), START + s(1_000)), { minLength: 3, maxLength: 8 }),
    first: fc.constantFrom<MessageWay>('direct', 'relay'),
    changes: fc.array(fc.integer({ min: START + s(10), max: START + s(900) }), { minLength: 1, maxLength: 2 }),
    staysWithOld: fc.boolean(),
  })
  .map(({ line, changes, ...rest }) => ({
    ...line,
    ...rest,
    // Given back within minutes, while older messages still go where they went before, leaves no order to tell it by.
    changes: changes.toSorted((a, b) => a - b).slice(0, rest.staysWithOld ? 1 : 2),
  }));

test('while AutoX3 is given the address of a relay, or that of this PC again, every lost check-in lies in a time that is told', async () => {
  const seen = { here: 0, relay: 0, kept: 0 };
  await fc.assert(
    fc.asyncProperty(changingLine, async (line) => {
      const { runs, proven, allDown } = relaysOf(line);
      const out = { direct: union(line.asleep), relay: allDown };
      const sent = await Promise.all(
        line.sent.map(async (one) => ({ ...one, ...(await outagesMet(one, outFor(line, one.createdAt, out))) })),
      );
      const come = sent.flatMap(({ met, createdAt, endedAt }) =>
        met === null ? [{ way: wayAt(line, line.staysWithOld ? createdAt : endedAt), at: endedAt }] : [],
      );
      // A change and back with nothing that came between is known to nobody.
      const between = line.first === 'direct' ? 'relay' : 'direct';
      fc.pre(line.changes.length === 1 || come.some(({ way }) => way === between));
      const shop = desk();
      if (line.first === 'direct') for (const at of [START - s(600), START - s(1)]) shop.came('direct', at);
      // What goes on at the end is told by the first message that comes: a desk can know no more.
      const last = { way: wayAt(line, END), at: END - LOOK_MS };
      play(line, [...come, last], runs, shop, (now) => {
        if (now < END) return;
        const told = shop.told();
        const relayed = [...come, last].filter(({ way }) => way === 'relay').map(({ at }) => at);
        for (const one of sent) {
          const isTold = isIn(told, one.createdAt);
          if (one.met !== null) {
            seen[wayAt(line, one.createdAt) === 'direct' ? 'here' : 'relay'] += 1;
            expect({ line, one, told, come, isTold }).toMatchObject({ isTold: true });
          }
          // Well after the first message of a relay that took what there was, and with no change after it.
          const [from, to] = [one.createdAt - LONGEST_WAY_MS, one.createdAt + LONGEST_WAY_MS];
          const isKept =
            line.first === 'direct' &&
            line.changes.length === 1 &&
            one.createdAt > Math.min(...relayed) + 2 * LONGEST_WAY_MS &&
            proven.some((span) => span.from <= from && to <= span.to);
          if (!isKept) continue;
          seen.kept += 1;
          expect({ line, one, told, come, isTold }).toMatchObject({ isTold: false });
        }
      });
    }),
    { numRuns: 10_000 },
  );
  expect(seen.here).toBeGreaterThan(500);
  expect(seen.relay).toBeGreaterThan(500);
  expect(seen.kept).toBeGreaterThan(20);
}, 120_000);
