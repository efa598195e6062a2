import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { messageStream } from '../../../electron/relay/names.ts';
import { openLine } from '../../../electron/simulator/post.ts';
import { createRandom, type Random } from '../../../electron/simulator/random.ts';
import { sha256 } from '../../../electron/station/intake/judge.ts';
import { NATS_VERSION, type TestBroker } from '../../support/nats-server.ts';
import {
  callbackKeyOf,
  openBroker,
  relayConfig,
  type SpawnedRelay,
  spawnRelay,
  storedIn,
} from '../../support/relay.ts';
import { Ledger } from '../durability/ledger.ts';

const ROUNDS = process.env.FORECOURT_SOAK === '1' ? 100 : 4;
const CONNECTIONS = 32;

async function killRelay({ child }: SpawnedRelay): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Sends from all connections until the victim is killed, in the turn that reads an acknowledgement, and for a little longer. */
async function burst(relay: SpawnedRelay, kill: () => Promise<void>, ledger: Ledger, random: Random): Promise<void> {
  const line = openLine(new URL(`${relay.receiver}/callback/${callbackKeyOf('acme')}`), 10_000);
  const signal = new AbortController().signal;
  const killAt = random.integer(1, 300);
  let acknowledged = 0;
  let killed: Promise<void> | null = null;
  const sender = async (): Promise<void> => {
    for (let sent = 0; sent < 300; sent++) {
      const message = ledger.next();
      const answer = await line.post(message.body, signal);
      if (answer.kind === 'failed' || (killed !== null && !answer.acknowledged)) return;
      expect(answer).toMatchObject({ httpStatus: 200, acknowledged: true });
      ledger.acknowledge(message);
      acknowledged += 1;
      if (acknowledged === killAt) killed = kill();
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, sender));
    expect(killed, 'the victim was killed in the middle of it').not.toBeNull();
    await killed;
  } finally {
    line.close();
  }
}

/** What was not acknowledged may be there or not; sent again it is acknowledged. */
async function sendAgain(relay: SpawnedRelay, ledger: Ledger): Promise<void> {
  for (const message of [...ledger.unacknowledged.values()].slice(0, 20)) {
    expect(await relay.post(message.body)).toMatchObject({ status: 200 });
    ledger.acknowledge(message);
  }
}

describe.skipIf(NATS_VERSION === null)('a relay and its broker', () => {
  test(`lose and double no acknowledged message when they are killed ${ROUNDS} times in a burst`, {
    timeout: 30_000 + ROUNDS * 10_000,
  }, async () => {
    const random = createRandom(Date.now() % 2 ** 31);
    const ledger = new Ledger(random);
    const { broker, user } = await openBroker();
    const config = relayConfig([broker.url], user, { maxBytes: 1_073_741_824 });
    let relay = await spawnRelay(config);
    try {
      for (let round = 0; round < ROUNDS; round++) {
        await expect.poll(relay.health, { timeout: 30_000 }).toBe(200);
        const victims = [['relay'], ['broker'], ['relay', 'broker']][round % 3] ?? [];
        await burst(relay, () => killAll(victims, relay, broker), ledger, random);
        if (victims.includes('broker')) await broker.start();
        if (victims.includes('relay')) relay = await spawnRelay(config);
        await expect.poll(relay.health, { timeout: 30_000 }).toBe(200);
        await sendAgain(relay, ledger);
      }
      const stored = await storedIn([broker.url], user, messageStream('acme'));
      const hashes = new Map(
        stored.map(({ header, data }) => [header.get('Nats-Msg-Id'), sha256(data).toString('hex').toUpperCase()]),
      );
      expect(hashes.size, 'a message is there twice').toBe(stored.length);
      for (const { msgId, rawSha256 } of ledger.acknowledged.values()) expect(hashes.get(msgId)).toBe(rawSha256);
      expect(ledger.acknowledged.size).toBeGreaterThan(ROUNDS * 20);
      const strangers = [...hashes.keys()].filter(
        (id) => !ledger.acknowledged.has(id) && !ledger.unacknowledged.has(id),
      );
      expect(strangers).toEqual([]);
    } finally {
      await killRelay(relay);
      await broker.dispose();
    }
  });
});

async function killAll(victims: readonly string[], relay: SpawnedRelay, broker: TestBroker): Promise<void> {
  await Promise.all([
    ...(victims.includes('relay') ? [killRelay(relay)] : []),
    ...(victims.includes('broker') ? [broker.kill()] : []),
  ]);
}
