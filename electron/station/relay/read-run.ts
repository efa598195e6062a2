import type { JsMsg } from '@nats-io/jetstream';
import { z } from 'zod';
import type { RelayRun } from '../../relay/names.ts';

const Moment = z.number().int().min(0).max(8_640_000_000_000_000);
const Times = z.strictObject({ from: Moment, to: Moment }).refine(({ from, to }) => from <= to);
const SUBJECT = /^autox3-ledger\.[^.]+\.([\w-]{1,64})\.([\w-]{1,64})$/;

/** What a message of the ledger says; null for one that says nothing of a run. */
export function readRun(
  message: Pick<JsMsg, 'subject' | 'string'>,
): { relay: string; run: string; times: RelayRun } | null {
  const [, relay, run] = SUBJECT.exec(message.subject) ?? [];
  if (relay === undefined || run === undefined) return null;
  try {
    return { relay, run, times: Times.parse(JSON.parse(message.string())) };
  } catch {
    return null;
  }
}
