import { setTimeout as wait } from 'node:timers/promises';
import { NATS_VERSION, natsUser, startBroker, usersOf } from '../support/nats-server.ts';
import { median, ratio, roundsInTurn } from './in-turn.ts';
import type { TargetReady } from './target.ts';

const READY_WITHIN_MS = 20_000;

type Started = { ready: TargetReady; end: () => Promise<void> };

/** Whether there is a broker to measure a relay with. */
export const canMeasureRelay = NATS_VERSION !== null;

/** A relay with a broker beside it, against the same Fastify that only parses and answers. */
export async function measureRelay(
  secret: string,
  start: (name: 'bare' | 'relay', env: NodeJS.ProcessEnv) => Promise<Started>,
  say: (text: string) => void,
): Promise<Record<string, number>> {
  const user = natsUser();
  const broker = await startBroker(usersOf([user]));
  const bare = await start('bare', {});
  const relay = await start('relay', { FORECOURT_BENCH_BROKER: broker.url, FORECOURT_BENCH_SEED: user.seed });
  try {
    await takesMessages(relay.ready.api);
    const rounds = await roundsInTurn({ bare: bare.ready.callback, relay: relay.ready.callback }, secret, say);
    return {
      'relay.ratioToBare': ratio(rounds.relay, rounds.bare),
      'relay.perSecond': median(rounds.relay.map(({ perSecond }) => perSecond)),
      'relay.p99Ms': median(rounds.relay.map(({ p99Ms }) => p99Ms)),
      'relay.barePerSecond': median(rounds.bare.map(({ perSecond }) => perSecond)),
    };
  } finally {
    await Promise.all([bare.end(), relay.end()]);
    await broker.dispose();
  }
}

async function takesMessages(admin: string): Promise<void> {
  for (const end = performance.now() + READY_WITHIN_MS; performance.now() < end; await wait(50))
    if ((await fetch(`${admin}/health`)).ok) return;
  throw new Error('the relay was not ready in time');
}
