import type { Consumer, JetStreamClient, JsMsg } from '@nats-io/jetstream';
import { type DeskConsumer, keptDays } from '../../relay/names.ts';
import { pause } from '../pause.ts';
import { Stuck } from './stuck.ts';
import { told } from './told.ts';

/** The most messages that are fetched at once: as many as one commit takes. */
const MOST_FETCHED = 256;
/** The first fetch is small: how large messages are is known after it. */
const FIRST_FETCHED = 32;
/** What is fetched at once may hold about this much memory. */
const FETCHED_BYTES = 8 * 1_048_576;
/** How long a fetch waits for messages, in ms; what comes is handed on at once. */
const FETCH_MS = 30_000;
/** How soon the relay sends a message again that failed alone, in ms; twice as long after each further time. */
const AGAIN_MS = 2_000;
/** The longest that it waits before that, in ms. */
const MOST_BACK_MS = 30_000;
/** How soon a consumer that could not be read is looked for again, in ms. */
const LOOK_AGAIN_MS = 2_000;

export type ReaderParts = {
  js: JetStreamClient;
  consumer: DeskConsumer;
  /** Resolves when all is here that the broker has sent by now, or it takes too long. */
  arrived: () => Promise<void>;
  /** Takes a message, after those before it; true once it need not be kept for this desk any more. Never rejects. */
  take: (message: JsMsg) => Promise<boolean>;
  /** Nothing can be accepted at this moment. */
  isStuck: () => boolean;
  /** So many messages wait for this desk. */
  waiting: (count: number) => void;
  /** The consumer is there, and says for how many days its messages are kept. */
  found: (days: number | null) => void;
  /** It could not be read. */
  failed: (error: unknown) => void;
  signal: AbortSignal;
};

/**
 * Reads a durable consumer until the signal is aborted: fetches some messages, hands them over in their order, acknowledges each
 * once it is taken, and fetches no more before all of them are. While nothing can be stored they wait here, in their order; what
 * fails alone is given back, and comes again.
 */
export async function readConsumer(parts: ReaderParts): Promise<void> {
  const { js, consumer, waiting, found, failed, signal } = parts;
  let size = FIRST_FETCHED;
  while (!signal.aborted) {
    try {
      const source = await js.consumers.get(consumer.stream, consumer.name);
      const { num_pending, num_ack_pending, config } = await source.info(true);
      waiting(num_pending + num_ack_pending);
      found(keptDays(config.description));
      while (!signal.aborted) size = await readSome(source, size, parts);
    } catch (error) {
      if (signal.aborted) return;
      failed(error);
      await pause(LOOK_AGAIN_MS, signal);
    }
  }
}

/** Fetches so many messages at most and waits until each is taken or given back; answers how many the next fetch may ask for. */
async function readSome(
  consumer: Consumer,
  size: number,
  { take, isStuck, waiting, arrived, signal }: ReaderParts,
): Promise<number> {
  const fetched = await consumer.fetch({ max_messages: size, expires: FETCH_MS });
  // What the broker has sent already is given back: else it would come again only after others.
  const stop = (): void => void arrived().finally(() => fetched.stop());
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const stuck = new Stuck(isStuck, signal);
  const underWay: Promise<void>[] = [];
  let largest = 0;
  let pending = 0;
  let open = 0;
  const hand = async (message: JsMsg): Promise<void> => {
    while (!signal.aborted) {
      await stuck.wait(message);
      if (signal.aborted) break;
      if (await take(message)) return told(() => message.ack());
      if (stuck.isStuck) continue;
      // It fails alone, and comes again more and more seldom.
      const failures = message.info.deliveryCount - 1;
      return told(() => message.nak(Math.min(AGAIN_MS * 2 ** Math.min(failures, 10), MOST_BACK_MS)));
    }
    told(() => message.nak());
  };
  try {
    for await (const message of fetched) {
      largest = Math.max(largest, message.data.length);
      pending = message.info.pending;
      open += 1;
      underWay.push(
        hand(message).finally(() => {
          open -= 1;
          waiting(pending + open);
        }),
      );
      waiting(pending + open);
      // A connection that was lost and is there again fetches anew.
      const before = underWay.length - size;
      if (before >= 0) await underWay[before];
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all(underWay);
  }
  return largest === 0 ? size : Math.max(1, Math.min(MOST_FETCHED, Math.floor(FETCHED_BYTES / largest)));
}
