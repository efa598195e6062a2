import { describe, expect, onTestFailed, onTestFinished, test } from 'vitest';
import { createRandom } from '../../../electron/simulator/random.ts';
import { joinText } from '../../../shared/relay-join.ts';
import { NATS_VERSION } from '../../support/nats-server.ts';
import { type RelayBroker, startRelayBroker } from '../../support/relay-broker.ts';
import { endStation, type SpawnedStation, spawnStation, temporaryFolder, waysToUse } from '../../support/station.ts';
import { Ledger, type Sent } from '../durability/ledger.ts';
import { inspect } from '../durability/stored.ts';

const ROUNDS = 3;
const BURST = 300;

/** Publishes new check-ins one after the other; those are acknowledged whose acknowledgement came from the broker. */
async function publishBurst(broker: RelayBroker, ledger: Ledger): Promise<void> {
  for (let published = 0; published < BURST; published++) {
    const sent: Sent = ledger.make();
    await broker.publish(sent);
    ledger.acknowledge(sent);
  }
}

/** Waits until so many cards more are on the board. */
async function newCards(station: SpawnedStation, count: number): Promise<void> {
  const { client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
  const cards = async (): Promise<number> => (await client.status()).lanes.new;
  const before = await cards();
  await expect.poll(cards, { timeout: 20_000, interval: 10 }).toBeGreaterThanOrEqual(before + count);
}

describe.skipIf(NATS_VERSION === null)('a station that reads from a relay', () => {
  test('has each message that the broker acknowledged once, however it is killed meanwhile', async () => {
    const broker = await startRelayBroker({ desk: ['84'] });
    onTestFinished(() => broker.dispose());
    const folder = temporaryFolder();
    onTestFinished(() => folder.dispose());
    const seed = Date.now() % 2 ** 31;
    onTestFailed(() => void process.stderr.write(`the seed of this run was ${seed}\n`));
    const random = createRandom(seed);
    const ledger = new Ledger(random);
    let station = await spawnStation(folder.path);
    onTestFinished(() => endStation(station.process, 'SIGKILL').then(() => {}));
    const { client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
    await client.relay.join({ text: joinText(broker.join('desk')) });
    for (let round = 0; round < ROUNDS; round++) {
      const published = publishBurst(broker, ledger);
      await newCards(station, random.integer(1, BURST / 2));
      await endStation(station.process, 'SIGKILL');
      await published;
      // It remembers by itself which relay it belongs to.
      station = await spawnStation(folder.path);
    }
    await expect.poll(() => broker.unacknowledged('desk'), { timeout: 60_000, interval: 100 }).toBe(0);
    await endStation(station.process);
    const { faults, messages } = inspect(folder.path);
    expect(faults).toEqual([]);
    const byId = (a: { msgId: string }, b: { msgId: string }): number => (a.msgId < b.msgId ? -1 : 1);
    expect([...messages.values()].sort(byId)).toEqual([...ledger.acknowledged.values()].sort(byId));
  });
});
