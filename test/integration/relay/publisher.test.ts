import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NotAcknowledged, Publisher } from '../../../electron/relay/publisher.ts';
import { NATS_VERSION, type TestBroker } from '../../support/nats-server.ts';
import { connectTo, openBroker } from '../../support/relay.ts';

let broker: TestBroker;
let connection: NatsConnection;
let publisher: Publisher;

beforeAll(async () => {
  if (NATS_VERSION === null) return;
  const started = await openBroker();
  broker = started.broker;
  connection = await connectTo([broker.url], started.user);
  publisher = new Publisher(connection, () => performance.now());
});
afterAll(async () => {
  if (NATS_VERSION === null) return;
  publisher.stop();
  await connection.close();
  await broker.dispose();
});

/** What becomes of a message that somebody else answers in the place of a stream. */
async function answeredWith(subject: string, answer: (message: Msg) => void) {
  const subscription = connection.subscribe(subject, { callback: (_error, message) => answer(message) });
  await connection.flush();
  const body = Buffer.from('body');
  const fate = await publisher.publish({ stream: 'S', subject, body, id: 'id' }).catch((error: unknown) => error);
  subscription.unsubscribe();
  return fate;
}

describe.skipIf(NATS_VERSION === null)('an acknowledgement', () => {
  test.each([
    ['a message of the stream', '{"stream":"S","seq":7}', { isKnown: false }],
    ['one that the stream held before', '{"stream":"S","seq":7,"duplicate":true}', { isKnown: true }],
  ])('is an answer that names %s', async (_what, answer, fate) => {
    expect(await answeredWith('answered', (message) => message.respond(answer))).toEqual(fate);
  });

  test.each([
    ['a twin that the stream does not hold yet', '{"stream":"S","seq":0,"duplicate":true}', 'refused'],
    ['another stream', '{"stream":"T","seq":7}', 'refused'],
    ['no number', '{"stream":"S"}', 'refused'],
    ['a number that is none', '{"stream":"S","seq":"7"}', 'refused'],
    ['no JSON', 'OK', 'refused'],
    ['nothing', '', 'refused'],
    ['a full stream', '{"error":{"code":400,"err_code":10077,"description":"maximum bytes exceeded"}}', 'full'],
    [
      'a full disk',
      '{"error":{"code":503,"err_code":10047,"description":"insufficient storage resources available"}}',
      'full',
    ],
    [
      'some other error',
      '{"error":{"code":400,"description":"wrong last sequence: 3"},"stream":"S","seq":7}',
      'refused',
    ],
  ])('is none that speaks of %s', async (_what, answer, why) => {
    const fate = await answeredWith('answered', (message) => message.respond(answer));
    expect(fate).toBeInstanceOf(NotAcknowledged);
    expect(fate).toMatchObject({ why });
  });

  test('does not come where no stream takes the subject, and that is known at once', async () => {
    const since = performance.now();
    const publishing = publisher.publish({ stream: 'S', subject: 'nobody', body: Buffer.from('x'), id: null });
    await expect(publishing).rejects.toMatchObject({ why: 'no-broker' });
    expect(performance.now() - since).toBeLessThan(4_000);
  });

  test('is waited for by no more than memory is set aside for; a lost connection ends all waiting', async () => {
    const silent = connection.subscribe('silent', { callback: () => {} });
    await connection.flush();
    const body = Buffer.alloc(1_048_576);
    const fates = Array.from({ length: 65 }, () =>
      publisher.publish({ stream: 'S', subject: 'silent', body, id: null }).catch(({ why }: NotAcknowledged) => why),
    );
    expect(await fates[64]).toBe('crowded');
    publisher.connectionLost();
    expect(new Set(await Promise.all(fates.slice(0, 64)))).toEqual(new Set(['no-broker']));
    silent.unsubscribe();
    expect(await answeredWith('room', (message) => message.respond('{"stream":"S","seq":1}'))).toEqual({
      isKnown: false,
    });
  });
});
