import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { pathOf } from '../station/callback-paths.ts';
import { crowdLog } from '../station/crowd-log.ts';
import { createReceiver } from '../station/receiver/receiver.ts';
import { createAdminServer } from './admin-server.ts';
import { Beats } from './beats.ts';
import { BrandIntake } from './brand-intake.ts';
import { ledgerOf } from './brand-ledger.ts';
import { Broker } from './broker.ts';
import { askBroker } from './broker-figures.ts';
import type { BrokerAccess } from './connect.ts';
import { listening } from './listening.ts';
import { RelayMetrics } from './metrics.ts';
import { RareLog } from './rare-log.ts';
import type { RelayConfig } from './relay-config.ts';
import { RelayIntake } from './relay-intake.ts';
import { ensureStreams } from './streams.ts';

/** How long what still waits has to come to its end when the relay stops, in ms: longer than the broker has to acknowledge it. */
const END_WITHIN_MS = 6_000;
const LAST_BEAT_WITHIN_MS = 2_000;

/** How long the broker has to tell its figures, in ms: who asks for them wants those of the relay above all when it does not. */
const FIGURES_WITHIN_MS = 2_000;

/** What a relay is started with. */
export type RelayParts = {
  config: RelayConfig;
  access: BrokerAccess;
  log: Logger;
  clock: { now: () => number; elapsed: () => number };
};

/** A running relay, with the addresses on which it listens. */
export type Relay = { receiver: string; admin: string; stop: () => Promise<void> };

/**
 * Starts a relay: it listens at once, and acknowledges as soon as the broker does. Rejects with `UserError` where it cannot
 * listen.
 */
export async function startRelay({ config, access, log, clock }: RelayParts): Promise<Relay> {
  const { elapsed } = clock;
  const metrics = new RelayMetrics();
  const rareLog = new RareLog(log, elapsed);
  const broker = new Broker({
    access,
    makeReady: async (manager) => {
      const failures: unknown[] = [];
      // The trouble of one brand is none of the others'.
      for (const brand of config.brands)
        await ensureStreams(manager, brand, config, rareLog).catch((error: unknown) => failures.push(error));
      beats.soon();
      if (failures.length > 0) throw failures[0];
      log.info('the broker is ready');
    },
    lost: () => {
      for (const { ledger } of brands) ledger.interrupt();
    },
    log: rareLog,
    elapsed,
  });
  const brands = config.brands.map((brand) => {
    const ledger = ledgerOf({ brand: brand.name, relay: config.name, broker, clock });
    const counts = metrics.of(brand.name);
    return { brand, ledger, intake: new BrandIntake({ brand, broker, ledger, counts, metrics, log: rareLog, clock }) };
  });
  const beats = new Beats(
    brands.map(({ ledger }) => ledger),
    elapsed,
  );
  const byPath = new Map(
    brands.flatMap(({ brand, intake }) => brand.callbackKeys.map((key) => [pathOf(key), intake] as const)),
  );
  const intake = new RelayIntake(byPath, metrics, elapsed);
  const receiver = createReceiver({
    intake,
    paths: () => [...byPath.keys()],
    used: () => {},
    probes: { recognise: () => null },
    accepted: () => {},
    notFound: () => metrics.notFound(),
    crowded: crowdLog(log, elapsed),
  });
  const health = () =>
    Object.fromEntries(brands.map(({ brand, ledger }) => [brand.name, broker.manager !== null && ledger.isTaking]));
  const figures = async () => {
    for (const { brand, ledger } of brands) {
      metrics.taking.set({ brand: brand.name }, health()[brand.name] ? 1 : 0);
      metrics.waiting.set({ brand: brand.name }, ledger.waiting);
    }
    metrics.forgetBroker();
    await Promise.race([
      askBroker(broker.manager, config.brands, metrics),
      wait(FIGURES_WITHIN_MS, undefined, { ref: false }),
    ]);
    return metrics.text();
  };
  const admin = createAdminServer({ health, metrics: figures });
  const { host, port, adminHost, adminPort } = config;
  const receiverAddress = await listening(receiver.server, () => receiver.listen({ host, port }), {
    host,
    port,
    member: 'port',
  });
  const adminAddress = await listening(admin, () => once(admin.listen(adminPort, adminHost), 'listening'), {
    host: adminHost,
    port: adminPort,
    member: 'adminPort',
  }).catch(async (error: unknown) => {
    await receiver.close();
    throw error;
  });
  broker.start();
  return {
    receiver: receiverAddress,
    admin: adminAddress,
    stop: async () => {
      await Promise.race([beats.stop(), wait(LAST_BEAT_WITHIN_MS, undefined, { ref: false })]);
      await Promise.race([receiver.close(), wait(END_WITHIN_MS, undefined, { ref: false })]);
      intake.stop();
      await broker.stop();
      admin.closeAllConnections();
      admin.close();
    },
  };
}
