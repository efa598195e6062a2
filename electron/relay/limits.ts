import { JetStreamApiCodes, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { millis } from '@nats-io/transport-node';
import { DAY_MS } from '../../shared/calendar.ts';
import { desksByConsumer } from './desks-by-consumer.ts';
import { lookUp } from './look-up.ts';
import { messageStream } from './names.ts';
import type { RareLog } from './rare-log.ts';
import type { RelayBrand, RelayConfig } from './relay-config.ts';

/** What the streams of a brand may hold. */
export type Limits = Pick<RelayConfig, 'replicas' | 'maxBytes' | 'maxAgeDays'>;

/** A smaller limit is set while no more of it is taken: what comes meanwhile, by other relays too, has room as well. */
const FULL_AT_MOST = 0.5;

const LESS_BYTES =
  'maxBytes is smaller than before, and would drop what was acknowledged: the one before stays until half of the new one holds all';
const LESS_DAYS =
  'maxAgeDays is smaller than before, and would drop what this desk has not read: the one before stays until it has read all';

/**
 * The limits that a brand can be given without anything being dropped for it that was acknowledged and is not read. The broker
 * cuts a stream to a smaller limit at once; it may be meant, or a relay has an older relay.json than the others.
 */
export async function harmlessLimits(
  manager: JetStreamManager,
  brand: RelayBrand,
  wanted: Limits,
  log: Pick<RareLog, 'warn'>,
): Promise<Limits> {
  const stream = await lookUp(manager.streams.info(messageStream(brand.name)), JetStreamApiCodes.StreamNotFound);
  if (stream === null) return wanted;
  return {
    ...wanted,
    maxBytes: harmlessBytes(stream, brand.name, wanted.maxBytes, log),
    maxAgeDays: await harmlessDays(manager, stream, brand, wanted.maxAgeDays, log),
  };
}

function harmlessBytes(
  { config, state }: StreamInfo,
  brand: string,
  maxBytes: number,
  log: Pick<RareLog, 'warn'>,
): number {
  if (maxBytes >= config.max_bytes || state.bytes <= maxBytes * FULL_AT_MOST) return maxBytes;
  log.warn(LESS_BYTES, { brand, maxBytes: String(maxBytes), before: String(config.max_bytes) });
  return config.max_bytes;
}

async function harmlessDays(
  manager: JetStreamManager,
  { config }: StreamInfo,
  brand: RelayBrand,
  maxAgeDays: number,
  log: Pick<RareLog, 'warn'>,
): Promise<number> {
  const before = Math.ceil(millis(config.max_age) / DAY_MS);
  if (maxAgeDays >= before) return maxAgeDays;
  const desk = await deskWithUnread(manager, brand);
  if (desk === null) return maxAgeDays;
  log.warn(LESS_DAYS, { brand: brand.name, desk, maxAgeDays: String(maxAgeDays), before: String(before) });
  return before;
}

/** One that has not acknowledged all messages of its shops; null where each has. */
async function deskWithUnread(manager: JetStreamManager, brand: RelayBrand): Promise<string | null> {
  const desks = desksByConsumer(brand);
  for await (const { name, num_pending, num_ack_pending } of manager.consumers.list(messageStream(brand.name))) {
    const desk = desks.get(name);
    if (desk !== undefined && num_pending + num_ack_pending > 0) return desk;
  }
  return null;
}
