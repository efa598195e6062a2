import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { RETRY_DELAYS_MS } from '../../../../electron/simulator/schedule.ts';
import { judgeBlind } from '../../../../electron/station/reach/judge-blind.ts';
import { Outages } from '../../../../electron/station/reach/outages.ts';
import type { OutageCause } from '../../../../shared/blind-spot.ts';
import type { Span } from '../../../../shared/span.ts';
import { manner, outagesMet, type Sent, sentMessage } from './sent-messages.ts';

const s = (seconds: number): number => seconds * 1_000;
const cut = (from: number, to: number): Span => ({ from: s(from), to: s(to) });
const CAUSES: OutageCause[] = ['off', 'asleep', 'port', 'tunnel', 'probe', 'disk', 'secret', 'relay'];

describe('outages are judged against the tries of AutoX3:', () => {
  test('one of less than two minutes is harmless', () => {
    expect(judgeBlind([cut(100, 220)])).toEqual({ spots: [], harmless: [cut(100, 220)] });
  });

  test('a long one loses what was made from a try before it until 126 seconds before its end', () => {
    expect(judgeBlind([cut(1_000, 3_280)])).toEqual({
      spots: [{ ...cut(1_000, 3_280), losesFrom: s(970), losesTo: s(3_154) }],
      harmless: [],
    });
  });

  test('one that goes on has no end, nor has what it loses', () => {
    const [spot] = judgeBlind([{ from: s(1_000), to: Infinity }]).spots;
    expect(spot).toEqual({ from: s(1_000), to: Infinity, losesFrom: s(970), losesTo: Infinity });
  });

  test('three harmless ones in a row lose what they hit with all seven tries', () => {
    const cuts = [cut(0, 35), cut(60, 70), cut(120, 130)];
    for (const one of cuts) expect(judgeBlind([one]).spots).toEqual([]);
    const [spot, ...others] = judgeBlind(cuts).spots;
    expect(others).toEqual([]);
    expect(spot).toMatchObject(cut(0, 130));
    expect(spot?.losesFrom).toBeLessThanOrEqual(0);
    expect(spot?.losesTo).toBeGreaterThanOrEqual(s(4));
  });

  test('one long after a blind spot is harmless still', () => {
    expect(judgeBlind([cut(0, 600), cut(2_000, 2_010)])).toMatchObject({
      spots: [cut(0, 600)],
      harmless: [cut(2_000, 2_010)],
    });
  });

  test('overlapping ones of several causes are one', () => {
    expect(judgeBlind([cut(100, 180), cut(0, 110)]).spots).toMatchObject([cut(0, 180)]);
  });
});

/** Outages, the last of which may go on (`Infinity`), and messages. */
type Line = { outages: Span[]; sent: Sent[] };

/** What the ledger says after the outages. */
function ledgerOf(outages: readonly Span[]) {
  const ledger = new Outages({
    store: { outages: () => [], save: () => {}, lastBeat: () => null },
    changed: () => {},
    log: pino({ level: 'silent' }),
  });
  for (const [index, { from, to }] of outages.entries()) {
    const cause = CAUSES[index % CAUSES.length] ?? 'off';
    ledger.began(cause, from);
    if (to < Infinity) ledger.ended(cause, to);
  }
  return judgeBlind(ledger.all.map(({ from, to }) => ({ from, to: to ?? Infinity })));
}

/** Cuts and the times between them, of the lengths of AutoX3's waits, and messages anywhere. */
const anyLine: fc.Arbitrary<Line> = fc
  .record({
    parts: fc.array(fc.tuple(fc.nat(s(70)), fc.oneof(fc.nat(s(40)), fc.nat(s(200)))), { minLength: 1, maxLength: 8 }),
    sent: fc.array(sentMessage(-s(60), s(400)), { minLength: 1, maxLength: 6 }),
    goesOn: fc.boolean(),
  })
  .map(({ parts, sent, goesOn }) => {
    let at = 0;
    const outages = parts.map(([up, down], index) => {
      const from = at + up + 1;
      at = goesOn && index === parts.length - 1 ? Infinity : from + down;
      return { from, to: at };
    });
    return { outages, sent };
  });

/** Cuts that are aimed at the tries of one message, so that it is lost: at the end of each, or around its beginning. */
const aimedLine: fc.Arbitrary<Line> = fc
  .record({ ...manner, pads: fc.array(fc.tuple(fc.nat(s(2)), fc.nat(s(2))), { minLength: 7, maxLength: 7 }) })
  .map(({ pads, ...sent }) => {
    let at = 0;
    const outages = sent.triesMs.map((ms, index) => {
      const [early = 0, late = 0] = pads[index] ?? [];
      const from = early % 2 === 0 ? at + ms : at - early;
      const to = from + early + late;
      const wait = RETRY_DELAYS_MS[index] ?? 0;
      at += sent.fromBeginning ? Math.max(ms, wait) : ms + wait;
      return { from, to };
    });
    return { outages, sent: [{ ...sent, createdAt: 0, survives: false }] };
  });

test('every lost message was made in a time that the ledger names, and what it calls harmless has lost none', async () => {
  let lost = 0;
  let harmless = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyLine, aimedLine), async (line) => {
      const judged = ledgerOf(line.outages);
      harmless += judged.harmless.length;
      for (const sent of line.sent) {
        const { met } = await outagesMet(sent, line.outages);
        if (met === null) continue;
        lost += 1;
        const isNamed = judged.spots.some(
          ({ losesFrom, losesTo }) => losesFrom <= sent.createdAt && sent.createdAt <= losesTo,
        );
        const inHarmless = met.filter(({ from, to }) =>
          judged.harmless.some((span) => span.from <= from && to <= span.to),
        );
        expect({ sent, isNamed, inHarmless }).toEqual({ sent, isNamed: true, inHarmless: [] });
      }
    }),
    { numRuns: 15_000 },
  );
  // A property about nothing would always hold.
  expect(lost).toBeGreaterThan(5_000);
  expect(harmless).toBeGreaterThan(1_000);
});
