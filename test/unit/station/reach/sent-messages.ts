import fc from 'fast-check';
import { deliver } from '../../../../electron/simulator/deliver.ts';
import { RETRY_DELAYS_MS } from '../../../../electron/simulator/schedule.ts';
import type { Span } from '../../../../shared/span.ts';

/** As long as AutoX3 may wait for an answer. */
export const LONGEST_TRY_MS = 30_000;

/**
 * The tries of one message: how long each takes where it fails, whether one in flight outlives a short outage, and whether
 * AutoX3 counts its waits from the beginning of a try.
 */
export type Sent = { createdAt: number; triesMs: number[]; survives: boolean; fromBeginning: boolean };

/** What became of one: the outages that its tries met, or null where one got through, and when that was decided. */
export type Outcome = { met: Span[] | null; endedAt: number };

/** Sends a message as the simulator does, in virtual time. */
export async function outagesMet(
  { createdAt, triesMs, survives, fromBeginning }: Sent,
  outages: readonly Span[],
): Promise<Outcome> {
  let now = createdAt;
  let begun = now;
  let tries = 0;
  const met: Span[] = [];
  const { ending } = await deliver(
    { body: Buffer.of() },
    {
      delays: RETRY_DELAYS_MS,
      clock: () => now,
      signal: new AbortController().signal,
      sleep: async (ms) => {
        now = fromBeginning ? Math.max(now, begun + ms) : now + ms;
      },
      post: async () => {
        begun = now;
        const takes = triesMs[tries++] ?? 0;
        const hit = outages.find(({ from, to }) => to >= now && from <= now + takes);
        if (hit === undefined || (survives && hit.to < now + takes)) {
          return { kind: 'answered', httpStatus: 200, status: 0, acknowledged: true };
        }
        met.push(hit);
        // It fails when the outage breaks it off at the earliest, and when AutoX3 waits no longer at the latest.
        now = Math.max(now + takes, hit.from);
        return { kind: 'failed', failure: 'connection-lost', code: null };
      },
    },
  );
  return { met: ending === 'acknowledged' ? null : met, endedAt: now };
}

const tryMs = fc.oneof(fc.constant(0), fc.constant(LONGEST_TRY_MS), fc.nat(LONGEST_TRY_MS));
const triesMs = fc.array(tryMs, { minLength: 7, maxLength: 7 });

/** How AutoX3 may try. */
export const manner = { triesMs, fromBeginning: fc.boolean() };

/** A message that is made between two moments. */
export const sentMessage = (min: number, max: number): fc.Arbitrary<Sent> =>
  fc.record({ ...manner, createdAt: fc.integer({ min, max }), survives: fc.boolean() });
