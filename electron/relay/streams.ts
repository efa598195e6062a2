import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
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
  const consumers = brand.desks.flatMap(({ name, shops }) => deskConsumers(brand.name, name, shops));
  await allThatGo([
    ...streamsOf(brand.name, limits).map((stream) => () => ensureStream(manager, stream)),
    ...consumers.map((consumer) => () => ensureConsumer(manager, consumer, limits)),
  ]);
}

/** Takes each step though the broker has refused one before it, and rejects with the first refusal then. Where it does not answer, all end. */
async function allThatGo(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const refusals: JetStreamApiError[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof JetStreamApiError)) throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
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
  const wanted = {
    description: keepsFor(maxAgeDays),
    ack_wait: nanos(ACK_WITHIN_MS),
    max_ack_pending: MOST_UNACKNOWLEDGED,
  };
  const known = await lookUp(manager.consumers.info(stream, name), JetStreamApiCodes.ConsumerNotFound);
  if (known === null) {
    await manager.consumers.add(stream, {
      ...wanted,
      durable_name: name,
      filter_subject: filter,
      ack_policy: AckPolicy.Explicit,
      // The newest state of each run, then what follows; of messages all there are.
      deliver_policy: stream.endsWith('_LEDGER') ? DeliverPolicy.LastPerSubject : DeliverPolicy.All,
    });
    return;
  }
  // From 2.10 on a consumer that is there is not made again with other values, and from where it delivers cannot be changed.
  const { config } = known;
  const isAsWanted =
    config.description === wanted.description &&
    config.ack_wait === wanted.ack_wait &&
    config.max_ack_pending === wanted.max_ack_pending;
  if (!isAsWanted) await manager.consumers.update(stream, name, wanted);
}
