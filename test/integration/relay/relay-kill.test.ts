import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFailed, onTestFinished, test } from 'vitest';
import { createRandom } from '../../../electron/simulator/random.ts';
import { joinText } from '../../../shared/relay-join.ts';
import { NATS_VERSION } from '../../support/nats-server.ts';
import { startRelayBroker } from '../../support/relay-broker.ts';
import { endStation, spawnStation, temporaryFolder, waysToUse } from '../../support/station.ts';
import { recordOutput } from '../../support/written/record-output.ts';
import { Ledger } from '../durability/ledger.ts';
import { inspect } from '../durability/stored.ts';

const ROUNDS = process.env.FORECOURT_SOAK === '1' ? 100 : 10;
const SENDERS = 8;
/** How long a burst lasts, in ms; somebody is killed in the middle of it. */
const BURST_MS = 400;
/** What waits longer for its answer counts as not acknowledged, in ms. */
const ANSWER_MS = 1_500;
const RELAY = new URL('../../../dist/electron/relay.js', import.meta.url).pathname;
const hasRelay = existsSync(RELAY);
if (!hasRelay)
  process.stderr.write('SKIPPED: the kills of relay, broker and desk need the built relay, and there is none\n');

type SpawnedRelay = { child: ChildProcess; receiver: string };

/** Runs the built relay until its ready line. */
function spawnRelay(configFile: string): Promise<SpawnedRelay> {
  const child = spawn(process.execPath, [RELAY, '--config', configFile], { stdio: ['ignore', 'pipe', 'pipe'] });
  recordOutput(child);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve({ child, receiver: (JSON.parse(line) as { receiver: string }).receiver }),
    );
    child.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)));
  });
}

describe.skipIf(NATS_VERSION === null || !hasRelay)('a relay, its broker and a desk', () => {
  test(`that are killed in ${ROUNDS} bursts: each check-in that was acknowledged is on the desk once`, {
    timeout: 60_000 + ROUNDS * 6_000,
  }, async () => {
    const broker = await startRelayBroker({ desk: ['84'] });
    onTestFinished(() => broker.dispose());
    const folder = temporaryFolder('data');
    onTestFinished(() => folder.dispose());
    const seed = Date.now() % 2 ** 31;
    onTestFailed(() => void process.stderr.write(`the seed of this run was ${seed}\n`));
    const random = createRandom(seed);
    const ledger = new Ledger(random);
    const configFile = join(folder.path, 'relay.json');
    writeFileSync(configFile, JSON.stringify(broker.relayConfig), { mode: 0o600 });
    const dataFolder = join(folder.path, 'data');
    let relay = await spawnRelay(configFile);
    onTestFinished(() => endStation(relay.child, 'SIGKILL').then(() => {}));
    let station = await spawnStation(dataFolder);
    onTestFinished(() => endStation(station.process, 'SIGKILL').then(() => {}));
    const { client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
    await client.relay.join({ text: joinText(broker.join('desk')) });

    const callback = (): string => `${relay.receiver}/callback/${broker.relayConfig.brands[0]?.callbackKeys[0]}`;
    /** Whether it was acknowledged; anything but success is none. */
    const post = async (body: Uint8Array): Promise<boolean> => {
      try {
        const signal = AbortSignal.timeout(ANSWER_MS);
        const response = await fetch(callback(), { method: 'POST', body: body as BodyInit, signal });
        return response.status === 200 && ((await response.json()) as { status: number }).status === 0;
      } catch {
        return false;
      }
    };
    const sender = async (until: number): Promise<void> => {
      while (performance.now() < until) {
        const message = ledger.next();
        if (await post(message.body)) ledger.acknowledge(message);
        else await wait(20);
      }
    };
    const victims = {
      relay: async () => {
        await endStation(relay.child, 'SIGKILL');
        relay = await spawnRelay(configFile);
      },
      broker: async () => {
        await broker.kill();
        await broker.start();
      },
      desk: async () => {
        await endStation(station.process, 'SIGKILL');
        station = await spawnStation(dataFolder);
      },
    };
    /** The relay takes messages again: it knows its broker. */
    const isTaking = async (): Promise<boolean> => {
      const message = ledger.make();
      const isTaken = await post(message.body);
      if (isTaken) ledger.acknowledge(message);
      return isTaken;
    };
    for (let round = 0; round < ROUNDS; round++) {
      await expect.poll(isTaking, { timeout: 20_000, interval: 50 }).toBe(true);
      const until = performance.now() + BURST_MS;
      const burst = Promise.all(Array.from({ length: SENDERS }, () => sender(until)));
      await wait(random.integer(0, BURST_MS));
      const hit = random.sample(Object.values(victims), random.chance(0.3) ? 2 : 1);
      await Promise.all(hit.map((kill) => kill()));
      await burst;
    }
    await expect.poll(isTaking, { timeout: 20_000, interval: 50 }).toBe(true);
    await expect.poll(() => broker.unacknowledged('desk'), { timeout: 60_000, interval: 100 }).toBe(0);
    await endStation(station.process);
    const { faults, messages } = inspect(dataFolder);
    expect(faults).toEqual([]);
    expect(ledger.acknowledged.size).toBeGreaterThan(ROUNDS * 5);
    for (const sent of ledger.acknowledged.values()) expect(messages.get(sent.msgId)).toEqual(sent);
    const isOurs = (msgId: string): boolean => ledger.acknowledged.has(msgId) || ledger.unacknowledged.has(msgId);
    expect([...messages.keys()].filter((msgId) => !isOurs(msgId))).toEqual([]);
    process.stdout.write(`${ROUNDS} kills: ${ledger.acknowledged.size} acknowledged, all on the desk once\n`);
  });
});
