import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { DAY_MS } from '../../shared/calendar.ts';
import { harmlessLimits, type Limits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { type DeskConsumer, deskConsumers, keepsFor, ledgerStream, messageStream, unverifiedStream } from './names.ts';
import type { RareLog } from './rare-log.ts';
import type { RelayBrand } from './relay-config.ts';

/** For how long the broker knows a `msgId` again: AutoX3 tries for 126 seconds, and a person may send again within a day. */
const KNOWN_FOR_MS = DAY_MS;
/** What could not be verified is kept within this: anybody may have sent it. */
const UNVERIFIED_BYTES = 67_108_864;
const LEDGER_BYTES = 16_777_216;
/** A desk that does not acknowledge within this is given the message again, in ms. */
export const ACK_WITHIN_MS = 10_000;
/** What a desk may have taken without having acknowledged it. */
export const MOST_UNACKNOWLEDGED = 1_000;

/**
 * Makes the streams of a brand and the consumers of its desks, or brings them to what is configured; what they hold stays, where
 * need be under the limits of before.
 */
export async function ensureStreams(
  manager: JetStreamManager,
  brand: RelayBrand,
  wanted: Limits,
  log: Pick<RareLog, 'warn'>,
): Promise<void> {
  const limits = await harmlessLimits(manager, brand, wanted, log);
  for (const stream of streamsOf(brand.name, limits)) await ensureStream(manager, stream);
  for (const { name, shops } of brand.desks)
    for (const consumer of deskConsumers(brand.name, name, shops)) await ensureConsumer(manager, consumer, limits);
}

function streamsOf(
  brand: string,
  { replicas, maxBytes, maxAgeDays }: Limits,
): (Partial<StreamConfig> & { name: string })[] {
  const common = {
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    num_replicas: replicas,
    deny_delete: true,
  };
  return [
    {
      ...common,
      name: messageStream(brand),
      subjects: [`autox3.${brand}.>`],
      // A full stream refuses what is new, and AutoX3 is told so: what was acknowledged is not dropped for it.
      discard: DiscardPolicy.New,
      max_bytes: maxBytes,
      max_age: nanos(maxAgeDays * DAY_MS),
      duplicate_window: nanos(KNOWN_FOR_MS),
    },
    {
      ...common,
      name: unverifiedStream(brand),
      subjects: [`autox3-unverified.${brand}.*`],
      discard: DiscardPolicy.Old,
      max_bytes: UNVERIFIED_BYTES,
      max_age: nanos(maxAgeDays * DAY_MS),
      duplicate_window: nanos(KNOWN_FOR_MS),
    },
    {
      ...common,
      name: ledgerStream(brand),
      subjects: [`autox3-ledger.${brand}.>`],
      discard: DiscardPolicy.Old,
      max_bytes: LEDGER_BYTES,
      max_age: nanos(366 * DAY_MS),
      max_msgs_per_subject: 1,
    },
  ];
}

async function ensureStream(
  manager: JetStreamManager,
  wanted: Partial<StreamConfig> & { name: string },
): Promise<void> {
  const known = await lookUp(manager.streams.info(wanted.name), JetStreamApiCodes.StreamNotFound);
  if (known !== null) await manager.streams.update(wanted.name, wanted);
  else await manager.streams.add(wanted);
}

async function ensureConsumer(
  manager: JetStreamManager,
  { stream, name, filter }: DeskConsumer,
  { maxAgeDays }: Limits,
): Promise<void> {
  await manager.consumers.add(stream, {
    durable_name: name,
    description: keepsFor(maxAgeDays),
    filter_subject: filter,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ACK_WITHIN_MS),
    max_ack_pending: MOST_UNACKNOWLEDGED,
    // The newest state of each run, then what follows; of messages all there are.
    deliver_policy: stream.endsWith('_LEDGER') ? DeliverPolicy.LastPerSubject : DeliverPolicy.All,
  });
}
