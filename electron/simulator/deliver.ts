import type { SignedMessage } from './envelope.ts';
import type { Answer, Post } from './post.ts';
import type { Sleep } from './schedule.ts';

/** One try of a message: when it began (ms since 1970), how long it took, and what it got. */
export interface Attempt {
  /** From 1 to 7. */
  number: number;
  at: number;
  durationMs: number;
  answer: Answer;
  /** How long until the next try; null after the last. */
  nextInMs: number | null;
}

/** How the tries of a message ended: with the documented success, with none of them having got it, or cut short. */
export type Ending = 'acknowledged' | 'given-up' | 'stopped';

/** What became of one message. */
export interface DeliveryReport {
  ending: Ending;
  attempts: Attempt[];
}

/** What a delivery needs of the world around it. */
export interface DeliverOptions {
  post: Post;
  /** The waits before the further tries, in ms. */
  delays: readonly number[];
  sleep: Sleep;
  clock: () => number;
  signal: AbortSignal;
  onAttempt?: (attempt: Attempt) => void;
}

/** Sends a message as AutoX3 does: the same bytes again after each wait, until it is acknowledged or the waits run out. */
export async function deliver(
  message: Pick<SignedMessage, 'body'>,
  { post, delays, sleep, clock, signal, onAttempt }: DeliverOptions,
): Promise<DeliveryReport> {
  const attempts: Attempt[] = [];
  for (let number = 1; !signal.aborted; number += 1) {
    const at = clock();
    const answer = await post(message.body, signal);
    const acknowledged = answer.kind === 'answered' && answer.acknowledged;
    const nextInMs = acknowledged || signal.aborted ? null : (delays[number - 1] ?? null);
    const attempt = { number, at, durationMs: clock() - at, answer, nextInMs };
    attempts.push(attempt);
    onAttempt?.(attempt);
    if (acknowledged) return { ending: 'acknowledged', attempts };
    if (signal.aborted) break;
    if (nextInMs === null) return { ending: 'given-up', attempts };
    await sleep(nextInMs, signal);
  }
  return { ending: 'stopped', attempts };
}
