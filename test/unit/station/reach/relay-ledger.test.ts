import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BlindLedger } from '../../../../electron/station/reach/blind-ledger.ts';
import type { BlindSpot } from '../../../../shared/blind-spot.ts';
import { DEFAULT_HOURS } from '../../../../shared/opening-hours.ts';
import { admitted, openStore, type TestStore } from '../store/rows.ts';

const s = (seconds: number): number => seconds * 1_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const at = (time: string): number => Date.parse(`2026-03-03T${time}Z`);

let store: TestStore;
let pc: { now: number };
/** How many blind spots boards were told of, each time that they were told. */
let told: number[];
beforeEach(() => {
  store = openStore();
  pc = { now: at('11:00:00') };
  told = [];
});
afterEach(() => store.dispose());

/** The ledger of a station that starts now, joined to a relay. */
function start(): BlindLedger {
  const ledger: BlindLedger = new BlindLedger({
    db: store.db,
    messages: store.writer.runs,
    clock: { now: () => pc.now, sinceBoot: () => pc.now },
    obstacle: () => null,
    hours: () => DEFAULT_HOURS,
    zone: () => 'Europe/London',
    changed: () => told.push(ledger.spots.status().open),
    everyMs: 1e9,
    log: pino({ level: 'silent' }),
  });
  ledger.relay.join(true);
  ledger.start();
  return ledger;
}

/** Time goes by: the station beats, and hears of a run of the relay that goes on since `from`. */
function runs(ledger: BlindLedger, until: number, from: number | null): void {
  while (pc.now < until) {
    pc.now += s(5);
    if (from !== null) ledger.relay.take('one', String(from), { from, to: pc.now });
    ledger.beat();
  }
}

const list = ({ spots }: BlindLedger): BlindSpot[] => spots.list({ withHarmless: true, limit: 50 }).items;
const brief = (ledger: BlindLedger) =>
  list(ledger).map(({ from, to, state, causes, relayed }) => [from, to, state, causes.join(' '), relayed]);

/** The relay has had this since then, and it is stored now. */
function comesLate(arrivedAt: number, parts: Parameters<typeof admitted>[0] = {}): void {
  const message = admitted({ receivedAt: arrivedAt, ...parts });
  const facts = { receivedAt: pc.now, durationMs: 1, bytes: 1, origin: 'relay' as const };
  store.writer.writeBatch([{ type: 'admit', message, facts }]);
}

test('a desk that slept over lunch while the relay took messages has missed nothing, and says how many came late', () => {
  const ledger = start();
  const since = at('10:00:00');
  runs(ledger, at('12:03:00'), since);
  pc.now = at('12:41:00');
  ledger.beat();
  expect(ledger.spots.status()).toEqual({ open: 0, latest: null });
  ledger.relay.take('one', String(since), { from: since, to: pc.now - s(1) });
  for (let minute = 10; minute < 16; minute += 1) comesLate(at(`12:${minute}:00`));
  expect(brief(ledger)).toEqual([[iso(at('12:03:00')), iso(at('12:41:00')), 'harmless', 'asleep', 6]]);
  expect(ledger.spots.msWithin(at('10:00:00'), at('13:00:00'))).toBe(0);
  // No board was told of a blind spot, not even for a moment.
  expect(Math.max(0, ...told)).toBe(0);
});

test('while AutoX3 still sends to this PC its sleep is a blind spot, until something has come by the relay', () => {
  store.store({ receivedAt: at('10:00:00') });
  const ledger = start();
  const since = at('10:00:00');
  const sleep = (from: string, to: string, arrivedAt: string | null): void => {
    runs(ledger, at(from), since);
    pc.now = at(to);
    ledger.beat();
    ledger.relay.take('one', String(since), { from: since, to: pc.now });
    if (arrivedAt !== null) comesLate(at(arrivedAt));
  };
  sleep('11:30:00', '11:40:00', null);
  sleep('12:03:00', '12:41:00', '12:20:00');
  sleep('13:00:00', '13:10:00', '13:05:00');
  expect(brief(ledger)).toEqual([
    [iso(at('13:00:00')), iso(at('13:10:00')), 'harmless', 'asleep', 1],
    // When the message came that is first of the relay others may have been tried here.
    [iso(at('12:25:36')), iso(at('12:41:00')), 'harmless', 'asleep', 0],
    [iso(at('12:03:00')), iso(at('12:25:36')), 'to-look', 'asleep', null],
    [iso(at('11:30:00')), iso(at('11:40:00')), 'to-look', 'asleep', null],
  ]);
  // It was given this PC's address again.
  pc.now = at('13:30:00');
  store.store({ receivedAt: pc.now });
  sleep('13:40:00', '13:50:00', null);
  expect(brief(ledger)[0]).toEqual([iso(at('13:40:00')), iso(at('13:50:00')), 'to-look', 'asleep', null]);
});

test('a station that was off is told the same once it has started and heard, also after another start', () => {
  const since = at('10:00:00');
  const before = start();
  runs(before, at('12:03:00'), since);
  before.stop();
  pc.now = at('12:41:00');
  const ledger = start();
  expect(brief(ledger)).toEqual([]);
  ledger.relay.take('one', String(since), { from: since, to: pc.now });
  const expected = [[iso(at('12:03:00')), iso(at('12:41:00')), 'harmless', 'off', 0]];
  expect(brief(ledger)).toEqual(expected);
  ledger.stop();
  expect(brief(start()).at(-1)).toEqual(expected[0]);
});

test('what no relay took is a blind spot by the relay, and the rest of the sleep around it is harmless', () => {
  const ledger = start();
  const since = at('10:00:00');
  runs(ledger, at('12:03:00'), since);
  pc.now = at('12:41:00');
  ledger.beat();
  ledger.relay.take('one', String(since), { from: since, to: at('12:10:00') });
  ledger.relay.take('one', 'b', { from: at('12:20:00'), to: pc.now });
  comesLate(at('12:05:00'));
  comesLate(at('12:25:00'));
  comesLate(at('12:26:00'));
  expect(brief(ledger)).toEqual([
    [iso(at('12:20:00')), iso(at('12:41:00')), 'harmless', 'asleep', 2],
    [iso(at('12:10:00')), iso(at('12:20:00')), 'to-look', 'asleep relay', null],
    [iso(at('12:03:00')), iso(at('12:10:00')), 'harmless', 'asleep', 1],
  ]);
  expect(list(ledger)[1]).toMatchObject({ losesFrom: iso(at('12:09:30')), losesTo: iso(at('12:17:54')) });
});

test('what the relay has dropped before it was read is a blind spot, though the relay was taking messages all the while', () => {
  const ledger = start();
  const since = at('10:00:00');
  runs(ledger, at('12:03:00'), since);
  pc.now = at('15:00:00');
  ledger.beat();
  ledger.relay.take('one', String(since), { from: since, to: pc.now });
  ledger.dropped({ from: at('12:03:00'), to: at('13:00:00') });
  const [rest, spot, ...others] = list(ledger);
  expect(others).toEqual([]);
  expect(spot).toMatchObject({ state: 'to-look', losesFrom: iso(at('12:02:30')), losesTo: iso(at('13:00:00')) });
  expect(rest).toMatchObject({ state: 'harmless', to: iso(at('15:00:00')), relayed: 0 });
  ledger.stop();
  expect(list(start()).filter(({ state }) => state === 'to-look')).toEqual([spot]);
});

test('a short silence of the relay is harmless, whoever was awake', () => {
  const ledger = start();
  const since = at('10:00:00');
  runs(ledger, at('12:00:00'), since);
  runs(ledger, at('12:01:00'), null);
  runs(ledger, at('12:02:00'), at('12:01:00'));
  expect(brief(ledger)).toEqual([[iso(at('12:00:00')), iso(at('12:01:00')), 'harmless', 'relay', null]]);
});

test('a desk that joins again under its old name has missed nothing of the time in which it had left', () => {
  const ledger = start();
  runs(ledger, at('12:00:00'), at('10:00:00'));
  const last = pc.now;
  ledger.relay.join(false);
  runs(ledger, at('14:00:00'), null);
  ledger.relay.join(true);
  expect(ledger.dropped({ from: last, to: at('13:30:00') })).toBeNull();
  runs(ledger, at('14:05:00'), pc.now);
  expect(list(ledger)).toEqual([]);
});

test('a desk that had not read all before it left is told what the relay had dropped of that, and nothing of what came after', () => {
  const ledger = start();
  runs(ledger, at('12:00:00'), at('10:00:00'));
  const last = pc.now;
  runs(ledger, at('12:30:00'), at('10:00:00'));
  ledger.relay.join(false);
  runs(ledger, at('14:00:00'), null);
  ledger.relay.join(true);
  expect(ledger.dropped({ from: last, to: at('13:30:00') })).toMatchObject({ from: last });
  runs(ledger, at('14:05:00'), pc.now);
  expect(list(ledger)).toMatchObject([
    { from: iso(last), state: 'to-look', losesTo: iso(at('12:30:00')), causes: ['relay'] },
  ]);
});

test('a relay that is not heard of is told as going on after the time of all tries, and the truth takes its place', () => {
  const ledger = start();
  const since = at('10:00:00');
  runs(ledger, at('12:00:00'), since);
  ledger.outages.began('tunnel', at('12:00:00'));
  runs(ledger, at('12:02:05'), null);
  expect(Math.max(...told)).toBe(0);
  runs(ledger, at('12:02:10'), null);
  expect(ledger.spots.status()).toMatchObject({ open: 1, latest: { from: iso(at('12:00:00')), to: null } });
  expect(ledger.relay.isUnheard, 'nobody may say that it keeps check-ins').toBe(true);
  expect(brief(ledger)).toEqual([[iso(at('12:00:00')), null, 'going-on', 'tunnel relay', null]]);
  expect(told.at(-1)).toBe(1);
  runs(ledger, at('12:30:00'), null);
  ledger.outages.ended('tunnel', pc.now);
  ledger.relay.take('one', String(since), { from: since, to: pc.now });
  expect(brief(ledger)).toEqual([[iso(at('12:00:00')), iso(at('12:30:00')), 'harmless', 'tunnel', 0]]);
  expect(told.at(-1)).toBe(0);
});

test('an outage of the desk that goes on is harmless while the relay is heard of', () => {
  const ledger = start();
  const since = at('10:00:00');
  runs(ledger, at('12:00:00'), since);
  ledger.outages.began('tunnel', pc.now);
  runs(ledger, at('12:30:00'), since);
  expect(brief(ledger)).toEqual([[iso(at('12:00:00')), null, 'harmless', 'tunnel', 0]]);
  expect(ledger.spots.status().open).toBe(0);
});

test('outages from before the relay was joined and after it was left count as they did', () => {
  const ledger = start();
  ledger.outages.began('tunnel', at('11:10:00'));
  pc.now = at('11:20:00');
  ledger.beat();
  ledger.relay.take('one', 'a', { from: at('11:20:00'), to: at('11:20:00') });
  runs(ledger, at('11:30:00'), at('11:20:00'));
  ledger.relay.take('one', 'a', { from: at('11:20:00'), to: pc.now });
  ledger.relay.join(false);
  runs(ledger, at('11:40:00'), null);
  ledger.outages.ended('tunnel', pc.now);
  const [, spot, ...others] = list(ledger).toReversed();
  expect(others.map(({ state }) => state)).toEqual(['to-look']);
  expect(spot).toMatchObject({ from: iso(at('11:20:00')), to: iso(at('11:30:00')), state: 'harmless' });
});

test('boards hear that a relay is not heard of, also where nothing could be missed by it yet, and that it is again', () => {
  const ledger = start();
  runs(ledger, at('11:02:00'), null);
  expect(ledger.relay.isUnheard).toBe(false);
  told = [];
  runs(ledger, at('11:02:15'), null);
  expect([ledger.relay.isUnheard, told]).toEqual([true, [0]]);
  told = [];
  runs(ledger, at('11:03:00'), at('11:02:20'));
  expect([ledger.relay.isUnheard, told.length > 0]).toEqual([false, true]);
});
