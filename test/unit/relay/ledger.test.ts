import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BEAT_EVERY_MS, Ledger, LONGEST_GAP_MS } from '../../../electron/relay/ledger.ts';
import type { RelayRun } from '../../../electron/relay/names.ts';
import { judgeBlind } from '../../../electron/station/reach/judge-blind.ts';
import { type Span, union } from '../../../shared/span.ts';
import { type Played, PlayedRelay, type Story } from './play-relay.ts';

const CASES = process.env.FORECOURT_SOAK === '1' ? 10_000 : 500;
const ENDS_MS = 480_000;

const began = new Date('2026-03-02T12:00:00Z').getTime();
beforeEach(() => {
  vi.useFakeTimers({ now: began });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The times that no run vouches for. */
function blind(runs: readonly RelayRun[], endsAt: number): Span[] {
  const covered = union(runs);
  const edges = [began - 1_000_000, ...covered.flatMap(({ from, to }) => [from, to]), endsAt + 1_000_000];
  return Array.from({ length: edges.length / 2 }, (_, index) => ({
    from: edges[2 * index] ?? 0,
    to: edges[2 * index + 1] ?? 0,
  }));
}

async function play(story: Story): Promise<Played> {
  vi.clearAllTimers();
  vi.setSystemTime(began);
  const relay = new PlayedRelay(story);
  await vi.advanceTimersByTimeAsync(ENDS_MS);
  return relay.played();
}

function expectHonest({ runs, dead, lost, unacknowledged, endsAt }: Played): void {
  const within = (moment: number) => runs.filter(({ from, to }) => from < moment && moment <= to);
  for (const moment of unacknowledged) expect(within(moment), `not acknowledged at ${moment}`).toEqual([]);
  for (const { from, to } of dead)
    for (const run of runs)
      expect(run.to <= from || run.from >= to, 'a run goes on while the relay is dead').toBe(true);
  for (const [index, { from, to }] of runs.entries()) {
    expect(to).toBeGreaterThanOrEqual(from);
    expect(from, 'runs overlap').toBeGreaterThanOrEqual(runs[index - 1]?.to ?? 0);
  }
  const { spots } = judgeBlind(blind(runs, endsAt));
  for (const madeAt of lost)
    expect(
      spots.some(({ losesFrom, losesTo }) => losesFrom <= madeAt && madeAt <= losesTo),
      `a message of ${madeAt} is lost, and nothing says so`,
    ).toBe(true);
}

const weather = fc.record({
  kind: fc.constantFrom('well', 'well', 'slow', 'down', 'deaf', 'mute', 'full') as fc.Arbitrary<
    Story['weathers'][number]['kind']
  >,
  forMs: fc.oneof(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 4_000, max: 160_000 })),
});
const story: fc.Arbitrary<Story> = fc.record({
  weathers: fc.array(weather, { maxLength: 12 }),
  kills: fc
    .array(fc.record({ after: fc.integer({ min: 1, max: 120_000 }), forMs: fc.integer({ min: 1, max: 90_000 }) }), {
      maxLength: 4,
    })
    .map((kills) => {
      let at = 0;
      return kills.map(({ after, forMs }) => {
        const kill = { at: at + after, forMs };
        at = kill.at + forMs;
        return kill;
      });
    }),
  messages: fc.array(fc.integer({ min: 0, max: ENDS_MS - 330_000 }), { maxLength: 8 }),
});

describe('the ledger of a relay', () => {
  test('covers no try or beat that came to nothing, and names a time for each message that is lost, whatever happens', async () => {
    let lost = 0;
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const played = await play(told);
        lost += played.lost.length;
        expectHonest(played);
      }),
      { numRuns: CASES },
    );
    expect(lost).toBeGreaterThan(CASES / 20);
  });

  test('covers all the time but the last seconds while all is well, in one run', async () => {
    const { runs, lost } = await play({ weathers: [], kills: [], messages: [1_000, 60_000] });
    expect(lost).toEqual([]);
    expect(runs).toEqual([{ from: began, to: expect.any(Number) }]);
    expect(began + ENDS_MS - (runs[0]?.to ?? 0)).toBeLessThanOrEqual(BEAT_EVERY_MS);
  });

  test('names a broker that is down between two beats where a message met that', async () => {
    const { runs, unacknowledged } = await play({
      weathers: [
        { kind: 'well', forMs: 11_000 },
        { kind: 'down', forMs: 2_000 },
      ],
      kills: [],
      messages: [12_000],
    });
    expect(unacknowledged).toEqual([began + 12_000]);
    expect(runs).toMatchObject([
      { from: began, to: began + 10_000 },
      { from: began + 15_000, to: expect.any(Number) },
    ]);
  });
});

type Made = { ledger: Ledger; kept: Map<string, RelayRun> };
function ledgerWith(parts: Partial<{ now: () => number; takes: () => Promise<boolean> }> = {}): Made {
  const kept = new Map<string, RelayRun>();
  let runs = 0;
  const ledger = new Ledger({
    takesMessages: parts.takes ?? (async () => true),
    write: async (run, state) => kept.set(run, state),
    newRun: () => `run-${++runs}`,
    clock: { now: parts.now ?? Date.now, elapsed: () => performance.now() },
  });
  return { ledger, kept };
}

describe('a run', () => {
  test('vouches only up to the oldest message that still waits', async () => {
    const { ledger, kept } = ledgerWith();
    await ledger.beat();
    vi.advanceTimersByTime(2_000);
    const settled = ledger.offered();
    vi.advanceTimersByTime(3_000);
    await ledger.beat();
    expect(kept.get('run-1')).toEqual({ from: began, to: began + 1_999 });
    settled(true);
    await ledger.beat();
    expect(kept.get('run-1')).toEqual({ from: began, to: began + 5_000 });
  });

  test('ends with a message that is not kept, and says so at once', async () => {
    const { ledger, kept } = ledgerWith();
    await ledger.beat();
    expect(ledger.isTaking).toBe(true);
    ledger.offered()(false);
    expect(ledger.isTaking).toBe(false);
    vi.advanceTimersByTime(5_000);
    await ledger.beat();
    expect([...kept]).toEqual([
      ['run-1', { from: began, to: began }],
      ['run-2', { from: began + 5_000, to: began + 5_000 }],
    ]);
  });

  test('ends where nothing was said for too long, be it that the process stood still', async () => {
    const { ledger, kept } = ledgerWith();
    await ledger.beat();
    vi.advanceTimersByTime(LONGEST_GAP_MS);
    await ledger.beat();
    expect(kept.size).toBe(1);
    vi.advanceTimersByTime(LONGEST_GAP_MS + 1);
    expect(ledger.isTaking).toBe(false);
    await ledger.beat();
    expect(kept.size).toBe(2);
  });

  test('ends where the clock was set, so that no hour is vouched for that did not pass', async () => {
    let setBy = 0;
    const { ledger, kept } = ledgerWith({ now: () => Date.now() + setBy });
    await ledger.beat();
    vi.advanceTimersByTime(5_000);
    setBy = 3_600_000;
    await ledger.beat();
    expect([...kept.values()]).toEqual([
      { from: began, to: began },
      { from: began + 3_605_000, to: began + 3_605_000 },
    ]);
  });

  test.each([
    ['has no room', async () => false],
    ['does not answer', () => Promise.reject(new Error('timeout'))],
  ])('does not begin while the stream of messages %s', async (_what, takes) => {
    const { ledger, kept } = ledgerWith({ takes });
    await ledger.beat();
    expect([kept.size, ledger.isTaking]).toEqual([0, false]);
  });
});
