import type { JetStreamManager } from '@nats-io/jetstream';
import type { Gauge } from 'prom-client';
import { desksByConsumer } from './desks-by-consumer.ts';
import type { RelayMetrics } from './metrics.ts';
import { ledgerStream, messageStream, unverifiedStream } from './names.ts';
import type { RelayBrand } from './relay-config.ts';

/** Sets the figures of streams, and of what desks have not read yet, as far as the broker tells. */
export async function askBroker(
  manager: JetStreamManager | null,
  brands: readonly RelayBrand[],
  metrics: RelayMetrics,
): Promise<void> {
  if (manager === null) return;
  await Promise.allSettled(brands.map((brand) => askOfBrand(manager, brand, metrics)));
}

async function askOfBrand(manager: JetStreamManager, told: RelayBrand, metrics: RelayMetrics): Promise<void> {
  const brand = told.name;
  const streams = { messages: messageStream(brand), unverified: unverifiedStream(brand), ledger: ledgerStream(brand) };
  for (const [stream, name] of Object.entries(streams)) {
    const { state, config } = await manager.streams.info(name);
    metrics.streamBytes.set({ brand, stream }, state.bytes);
    metrics.streamMaxBytes.set({ brand, stream }, config.max_bytes);
    metrics.streamMessages.set({ brand, stream }, state.messages);
  }
  const [backlog, unacknowledged] = [new Map<string, number>(), new Map<string, number>()];
  const desks = desksByConsumer(told);
  for (const name of [streams.messages, streams.unverified]) {
    for await (const consumer of manager.consumers.list(name)) {
      const desk = desks.get(consumer.name);
      if (desk === undefined) continue;
      backlog.set(desk, (backlog.get(desk) ?? 0) + consumer.num_pending);
      unacknowledged.set(desk, (unacknowledged.get(desk) ?? 0) + consumer.num_ack_pending);
    }
  }
  setEach(metrics.backlog, brand, backlog);
  setEach(metrics.unacknowledged, brand, unacknowledged);
}

function setEach(gauge: Gauge, brand: string, byDesk: ReadonlyMap<string, number>): void {
  for (const [desk, value] of byDesk) gauge.set({ brand, desk }, value);
}
