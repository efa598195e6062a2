import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readEnvelope } from '../../../electron/station/autox3/envelope.ts';
import { RelayDesk } from '../../../electron/station/relay/relay-desk.ts';
import { joinText } from '../../../shared/relay-join.ts';
import { checkInBody } from '../../bench/load.ts';
import { SECRET } from '../../support/messages.ts';
import { NATS_VERSION } from '../../support/nats-server.ts';
import { type RelayBroker, type RelayedParts, startRelayBroker } from '../../support/relay-broker.ts';
import { startTestStation, testLog } from '../../support/station.ts';

const DESKS = 100;
const MESSAGES = 10_000;
/** Of a backlog that one station catches up with. */
const BACKLOG = 1_500;
/** In ms, on a machine that other tests share. */
const CAUGHT_UP_WITHIN = 20_000;
const nameOf = (desk: number): string => `d${desk}`;

/** Publishes as fast as the broker takes it, in order. */
async function publishAll(broker: RelayBroker, messages: readonly RelayedParts[]): Promise<void> {
  for (let from = 0; from < messages.length; from += 500)
    await Promise.all(messages.slice(from, from + 500).map((message) => broker.publish(message)));
}

/** A desk that keeps in memory what it takes, each once as the store does. */
class MemoryDesk {
  readonly taken: string[] = [];
  readonly #broker: RelayBroker;
  readonly #name: string;
  #desk: RelayDesk | null = null;

  constructor(broker: RelayBroker, name: string) {
    this.#broker = broker;
    this.#name = name;
  }

  wake(): void {
    const desk = new RelayDesk({
      join: () => this.#broker.join(this.#name),
      intake: {
        submitRelayed: async (body) => {
          const id = Buffer.from(body).toString();
          if (!this.taken.includes(id)) this.taken.push(id);
          return { httpStatus: 200, body: '', written: null };
        },
      },
      runs: { take: () => {} },
      isStuck: () => false,
      contact: { of: () => null, saw: () => {} },
      missed: () => {},
      lastWay: () => null,
      isUnheard: () => false,
      changed: () => {},
      now: Date.now,
      sinceBoot: () => performance.now(),
      random: Math.random,
      log: testLog([]),
    });
    this.#desk = desk;
    desk.restart();
  }

  async sleep(): Promise<void> {
    await this.#desk?.stop();
    this.#desk = null;
  }
}

describe.skipIf(NATS_VERSION === null)('many messages of a relay', () => {
  let broker: RelayBroker;
  beforeAll(async () => {
    const desks = Array.from({ length: DESKS }, (_, desk) => [nameOf(desk), [`shop-${desk}`]]);
    broker = await startRelayBroker({ ...Object.fromEntries(desks), station: ['84'] });
  });
  afterAll(() => broker?.dispose());

  test(`${MESSAGES} for ${DESKS} desks of which half are asleep: each ends with exactly its own`, async () => {
    const desks = Array.from({ length: DESKS }, (_, desk) => new MemoryDesk(broker, nameOf(desk)));
    onTestFinished(() => Promise.all(desks.map((desk) => desk.sleep())).then(() => {}));
    const own = Array.from({ length: DESKS }, (): string[] => []);
    const messages = Array.from({ length: MESSAGES }, (_, number) => {
      // Shops are busy in different measure.
      const shop = Math.floor(DESKS * ((number * 0.618034) % 1) ** 2);
      const id = `${shop} ${number}`;
      own[shop]?.push(id);
      return { msgId: `m${number}`, body: Buffer.from(id), shop: `shop-${shop}` };
    });
    for (const desk of desks.slice(0, DESKS / 2)) desk.wake();
    await publishAll(broker, messages.slice(0, MESSAGES / 2));
    // Some fall asleep and others wake while messages come.
    await Promise.all(desks.slice(0, DESKS / 4).map((desk) => desk.sleep()));
    for (const desk of desks.slice(DESKS / 2)) desk.wake();
    await publishAll(broker, messages.slice(MESSAGES / 2));
    for (const desk of desks.slice(0, DESKS / 4)) desk.wake();
    const missing = (): number => desks.filter(({ taken }, desk) => taken.length < (own[desk]?.length ?? 0)).length;
    await expect.poll(missing, { timeout: 60_000, interval: 100 }).toBe(0);
    // What was on its way to a desk that fell asleep comes behind others: its acknowledgement is waited for first.
    const byNumber = (a: string, b: string): number => Number(a.split(' ')[1]) - Number(b.split(' ')[1]);
    expect(desks.map(({ taken }) => taken.toSorted(byNumber))).toEqual(own);
  });

  test('a station catches up with a backlog while its board answers', async () => {
    const sent = Array.from({ length: BACKLOG }, () => {
      const body = Buffer.from(checkInBody(SECRET));
      const read = readEnvelope(body);
      return { msgId: read.ok ? read.envelope.msgId : '', body };
    });
    await publishAll(broker, sent);
    const station = await startTestStation();
    onTestFinished(() => station.dispose());
    const startedAt = performance.now();
    await station.client.relay.join({ text: joinText(broker.join('station')) });
    const waits: number[] = [];
    const stored = async (): Promise<number> => {
      const asked = performance.now();
      const { lanes } = await station.client.status();
      waits.push(performance.now() - asked);
      return lanes.new;
    };
    await expect.poll(stored, { timeout: CAUGHT_UP_WITHIN, interval: 20 }).toBe(BACKLOG);
    const ms = performance.now() - startedAt;
    await expect.poll(() => broker.unacknowledged('station'), { timeout: 5_000 }).toBe(0);
    const slowest = Math.max(...waits);
    process.stdout.write(
      `${BACKLOG} caught up in ${Math.round(ms)} ms; the board was asked ${waits.length} times and answered within ${Math.round(slowest)} ms\n`,
    );
    expect(slowest).toBeLessThan(2_000);
    expect((await station.client.status()).relay.backlog).toBe(0);
  });
});
