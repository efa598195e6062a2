import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { BlindSpots } from '../../../../electron/station/reach/blind-spots.ts';
import { type Entry, LedgerEntries } from '../../../../electron/station/reach/ledger-entries.ts';
import { Outages } from '../../../../electron/station/reach/outages.ts';
import { type RelayKnown, type RelayWay, relayWay } from '../../../../electron/station/reach/relay-cover.ts';
import { sendingOf } from '../../../../electron/station/reach/sending.ts';
import type { Outage } from '../../../../electron/station/store/blind-store.ts';
import { type MessageRun, withMessage } from '../../../../electron/station/store/message-runs.ts';
import { OutageCause } from '../../../../shared/blind-spot.ts';
import { DEFAULT_HOURS } from '../../../../shared/opening-hours.ts';
import { union } from '../../../../shared/span.ts';
import { cpuMs } from '../../../support/cpu-ms.ts';

const s = (seconds: number): number => seconds * 1_000;
const MINUTE = s(60);
const START = Date.UTC(2026, 2, 3, 9);
const NO_RELAY: RelayKnown = { joined: [], times: [], runs: [], since: { type: 'awaited' } };

function outagesOf(stored: Outage[], changed: () => void): Outages {
  const store = { outages: () => stored, save: () => {}, lastBeat: () => null };
  return new Outages({ store, changed, log: pino({ level: 'silent' }) });
}

/** How long something takes, or how long ago it was: mostly about as long as AutoX3 tries, or a good while. */
const aWhile = fc.oneof(fc.constant(0), fc.nat(s(150)), fc.nat(s(500)), fc.nat(s(7_200)));
const cause = fc.constantFrom(...OutageCause.options);
const aStep = fc.record({
  after: aWhile,
  step: fc.oneof(
    { weight: 8, arbitrary: fc.record({ type: fc.constant('was'), cause, ago: aWhile, lasts: aWhile }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('begins', 'ends'), cause, ago: aWhile }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('message'), way: fc.constantFrom('direct', 'relay') }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('run'), ago: aWhile }) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('since'), since: fc.constantFrom('heard', 'awaited', 'unheard') }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('joins', 'leaves') }) },
  ),
});
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

/** A desk to which something happens, now and then. */
function desk() {
  let now = START;
  let known = NO_RELAY;
  let messages: readonly MessageRun[] = [];
  const outages = outagesOf([], () => {});
  /** A word of the relay came at once. */
  const joinedIn = (joined: RelayKnown['joined']): void => {
    known = { ...known, joined, times: joined };
  };
  const happens = ({ after, step }: Step): void => {
    now += after;
    switch (step.type) {
      case 'was':
        outages.began(step.cause, now - step.ago);
        outages.ended(step.cause, now - step.ago + step.lasts);
        break;
      case 'begins':
        outages.began(step.cause, now - step.ago);
        break;
      case 'ends':
        outages.ended(step.cause, now - step.ago);
        break;
      case 'message':
        messages = withMessage(messages, step.way, now);
        break;
      case 'run':
        known = { ...known, runs: union([...known.runs, { from: now - step.ago, to: now }]) };
        break;
      case 'since': {
        const { since: type } = step;
        known = { ...known, since: type === 'unheard' ? { type, from: now } : { type } };
        break;
      }
      case 'joins':
        if (known.joined.at(-1)?.to !== Infinity) joinedIn([...known.joined, { from: now, to: Infinity }]);
        break;
      case 'leaves':
        joinedIn(known.joined.map(({ from, to }) => ({ from, to: Math.min(to, now) })));
        break;
    }
    now += 1;
  };
  return { happens, outages, way: (): RelayWay => relayWay(known, sendingOf(messages)) };
}

test('what is judged as outages begin and end is what all of them come to that are judged at once', () => {
  const seen = { kept: 0, again: 0 };
  fc.assert(
    fc.property(fc.array(aStep, { minLength: 5, maxLength: 40 }), (steps) => {
      const { happens, outages, way } = desk();
      const ledger = new LedgerEntries();
      let before: readonly Entry[] = [];
      for (const step of steps) {
        happens(step);
        const entries = ledger.judge(outages.all, way());
        expect(entries).toEqual(new LedgerEntries().judge(outages.all, way()));
        if (before.length > 2) seen[entries[0] === before[0] ? 'kept' : 'again'] += 1;
        before = entries;
      }
    }),
    { numRuns: 4_000 },
  );
  // A property about nothing would always hold.
  expect(seen.kept).toBeGreaterThan(5_000);
  expect(seen.again).toBeGreaterThan(1_000);
}, 120_000);

/** Outages of some years: one of ten loses check-ins. */
const manyOutages = (count: number): Outage[] =>
  Array.from({ length: count }, (_, index) => {
    const from = START + index * 30 * MINUTE;
    return { id: index + 1, cause: 'tunnel', from, to: from + (index % 10 === 0 ? 4 * MINUTE : s(20)) };
  });

test('ten times as many outages take about ten times as long to judge', () => {
  const judge = (outages: Outage[]) => new LedgerEntries().judge(outages, relayWay(NO_RELAY, sendingOf([])));
  const [few, many] = [manyOutages(3_000), manyOutages(30_000)];
  judge(few);
  const tenTimes = cpuMs(() => {
    for (let times = 0; times < 10; times += 1) judge(few);
  });
  expect(cpuMs(() => judge(many))).toBeLessThan(4 * tenTimes);
});

test('after 30,000 outages another one costs little, as does each minute for which it goes on', () => {
  let now = START + 30_000 * 30 * MINUTE;
  const outages = outagesOf(manyOutages(30_000), () => spots.outagesChanged());
  const spots: BlindSpots = new BlindSpots({
    outages,
    relay: { known: NO_RELAY },
    messages: { all: [], version: 0 },
    countLate: () => 0,
    store: { ticks: () => [], tick: () => {}, untick: () => {} },
    hours: () => DEFAULT_HOURS,
    zone: () => 'Europe/London',
    now: () => now,
  });
  const atStart = cpuMs(() => expect(spots.status().open).toBe(3_000));
  const fifty = cpuMs(() => {
    for (let times = 1; times <= 50; times += 1) {
      now += 10 * MINUTE;
      outages.began('tunnel', now);
      expect(spots.status().open).toBe(3_000 + times);
      now += 4 * MINUTE;
      spots.status();
      outages.ended('tunnel', now);
      expect(spots.status().open).toBe(3_000 + times);
    }
  });
  // Each of the hundred beginnings and ends took about as long as all at the start.
  expect(fifty).toBeLessThan(10 * atStart);
});
