import type { DeliveryReport, Ending } from './deliver.ts';
import type { Posting } from './faults.ts';

/** How a message ended, beside what was due to it. */
export interface Ended {
  ending: Ending;
  due: 'success' | 'refusal';
  asExpected: boolean;
}

/** What became of a run. `sent` is the sum of the three endings; a repeat was sent twice. */
export interface Summary {
  sent: number;
  acknowledged: number;
  givenUp: number;
  stopped: number;
  /** Messages of the run that were never begun, because it was ended early; of a visit that was not begun its check-in. */
  unsent: number;
  /** Messages that the receiver had to refuse, and those of them that it did. */
  toRefuse: number;
  refused: number;
  /** True when each message got what it should: genuine ones the documented success, the others a refusal. */
  ok: boolean;
  durationMs: number;
}

/** How a delivery ended, by what its posting had to get. */
export function endOf({ refusals }: Posting, { ending, attempts }: DeliveryReport): Ended {
  if (refusals === null) return { ending, due: 'success', asExpected: ending === 'acknowledged' };
  const refused = attempts.some(({ answer }) => answer.kind === 'answered' && refusals.includes(answer.httpStatus));
  return { ending, due: 'refusal', asExpected: ending === 'given-up' && refused };
}

/** Counts the messages of a run. */
export function summarise(ended: readonly Ended[], unsent: number, durationMs: number): Summary {
  const number = (counts: (one: Ended) => boolean): number => ended.filter(counts).length;
  return {
    sent: ended.length,
    acknowledged: number((one) => one.ending === 'acknowledged'),
    givenUp: number((one) => one.ending === 'given-up'),
    stopped: number((one) => one.ending === 'stopped'),
    unsent,
    toRefuse: number((one) => one.due === 'refusal'),
    refused: number((one) => one.due === 'refusal' && one.asExpected),
    ok: unsent === 0 && ended.every((one) => one.asExpected),
    durationMs,
  };
}
