import { readEnvelope } from '../../electron/station/autox3/envelope.ts';
import { joinText } from '../../shared/relay-join.ts';
import { NATS_VERSION } from '../support/nats-server.ts';
import { startRelayBroker } from '../support/relay-broker.ts';
import { waysToUse } from '../support/station.ts';
import { checkInBody } from './load.ts';
import type { TargetReady } from './target.ts';

const BACKLOG = 10_000;
/** Publishes that are under way at once. */
const AT_ONCE = 500;
const WITHIN_MS = 60_000;

/**
 * How many messages a second a station takes over that a relay has kept for it, while its board is asked all the time, and how
 * long the slowest of those answers took. Nothing where there is no `nats-server`.
 */
export async function measureCatchUp(
  secret: string,
  start: () => Promise<{ ready: TargetReady; end: () => Promise<void> }>,
): Promise<Record<string, number>> {
  if (NATS_VERSION === null) return {};
  const broker = await startRelayBroker({ desk: ['84'] });
  const { ready, end } = await start();
  try {
    for (let published = 0; published < BACKLOG; published += AT_ONCE)
      await Promise.all(
        Array.from({ length: AT_ONCE }, () => {
          const body = Buffer.from(checkInBody(secret));
          const read = readEnvelope(body);
          return broker.publish({ msgId: read.ok ? read.envelope.msgId : '', body });
        }),
      );
    const { client } = waysToUse(ready.callback, ready.api, ready.token);
    const startedAt = performance.now();
    await client.relay.join({ text: joinText(broker.join('desk')) });
    let slowest = 0;
    for (let stored = 0; stored < BACKLOG; ) {
      const asked = performance.now();
      if (asked - startedAt > WITHIN_MS) throw new Error(`only ${stored} of ${BACKLOG} messages came from the relay`);
      stored = (await client.status()).lanes.new;
      slowest = Math.max(slowest, performance.now() - asked);
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    return { 'relay.catchUpPerSecond': BACKLOG / seconds, 'relay.catchUpStatusMs': slowest };
  } finally {
    await end();
    await broker.dispose();
  }
}
