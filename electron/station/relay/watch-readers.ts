import type { JetStreamClient } from '@nats-io/jetstream';
import type { DeskConsumer } from '../../relay/names.ts';
import { pause } from '../pause.ts';

/** How often it is looked who waits for messages, in ms: a fetch of a connection that was lost has ended by the next look. */
const LOOK_EVERY_MS = 40_000;

export type WatchParts = {
  js: JetStreamClient;
  /** One that a desk always reads. */
  consumer: DeskConsumer;
  /** Whether somebody else reads as this desk, as two looks in a row have found. */
  shared: (isShared: boolean) => void;
  /** How often it is looked, in ms; every 40 seconds unless told otherwise. */
  lookEveryMs: number | undefined;
  signal: AbortSignal;
};

/**
 * Looks until the signal is aborted whether another PC reads with the key of this desk: each message then comes to one of both
 * alone, and neither would miss any.
 */
export async function watchReaders({
  js,
  consumer,
  shared,
  lookEveryMs = LOOK_EVERY_MS,
  signal,
}: WatchParts): Promise<void> {
  let before: boolean | null = null;
  while (!signal.aborted) {
    await pause(lookEveryMs, signal);
    if (signal.aborted) return;
    const found = await isShared(js, consumer);
    if (found !== null && found === before && !signal.aborted) shared(found);
    before = found;
  }
}

/** Whether more than this desk waits for messages; null where the broker does not say. */
async function isShared(js: JetStreamClient, { stream, name }: DeskConsumer): Promise<boolean | null> {
  try {
    const { num_waiting } = await (await js.consumers.get(stream, name)).info();
    return num_waiting > 1;
  } catch {
    return null;
  }
}
