import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { messageStream, messageSubject, shopToken, unverifiedStream } from '../../../electron/relay/names.ts';
import { MessageKind } from '../../../shared/delivery.ts';
import { bytesOf, readVectors, type Vector } from '../../support/messages.ts';
import { NATS_VERSION, type TestBroker } from '../../support/nats-server.ts';
import {
  connectTo,
  openBroker,
  readStream,
  relayConfig,
  startTestRelay,
  type TestRelay,
  testBrand,
} from '../../support/relay.ts';

const VECTORS = readVectors().map((vector, index) => ({ name: vector.name, brand: `v${index}`, vector }));

type Started = { relay: TestRelay; broker: TestBroker; connection: NatsConnection };
let started: Started;

/** The shop as anybody reads it who trusts the bytes. */
function shopIn(body: string): string | null {
  type Staff = { storeId?: number } | null | undefined;
  const parse = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
  const envelope = JSON.parse(body.replace(/^\ufeff/, '')) as { content: unknown; staffInfo: unknown };
  const { staffInfo } = parse(envelope.content) as { staffInfo?: Staff };
  const id = staffInfo?.storeId ?? (parse(envelope.staffInfo) as Staff)?.storeId;
  return id === undefined ? null : String(id);
}

function brandFor({ brand: name, vector: { secrets, settings } }: (typeof VECTORS)[number]) {
  const [appSecret, previousSecret = null] = secrets;
  return testBrand({
    name,
    appSecret: appSecret ?? '',
    previousSecret,
    takesWeakSignatures: settings?.weak ?? false,
    ...(settings?.pin === undefined ? {} : { dialect: settings.pin }),
    desks: [],
  });
}

const kept = async (stream: string) => {
  const found = await readStream(started.connection, stream);
  return found.map(({ subject, data }) => ({ subject, bytes: Buffer.from(data).toString('base64') }));
};

async function expectKept(brand: string, vector: Vector): Promise<void> {
  const bytes = bytesOf(vector);
  const kind = MessageKind.parse(vector.expect.kind);
  const subject = messageSubject(brand, shopToken(shopIn(bytes.toString('utf8'))), kind);
  expect(await kept(messageStream(brand))).toEqual([{ subject, bytes: bytes.toString('base64') }]);
  expect(await kept(unverifiedStream(brand))).toEqual([]);
}

describe.skipIf(NATS_VERSION === null)('a relay gives each of the vectors its verdict', () => {
  beforeAll(async () => {
    const { broker, user } = await openBroker();
    const brands = VECTORS.map(brandFor);
    const relay = await startTestRelay(relayConfig([broker.url], user, { brands, maxBytes: 1_048_576 }));
    started = { relay, broker, connection: await connectTo([broker.url], user) };
    await vi.waitUntil(relay.takesAll, { timeout: 60_000 });
  }, 90_000);

  afterAll(async () => {
    await started?.connection.close();
    await started?.relay.stop();
    await started?.broker.dispose();
  });

  test.each(VECTORS)('$name', async ({ brand, vector }) => {
    const answer = await started.relay.post(bytesOf(vector), brand);
    if (vector.expect.verdict === 'verified') {
      expect(answer).toEqual({ status: 200, json: { data: null, errorInfo: '', status: 0 } });
      return await expectKept(brand, vector);
    }
    const isShape = vector.expect.reason === 'shape';
    expect(answer.status).toBe(isShape ? 400 : 401);
    expect(answer.json).toMatchObject({ data: null, status: isShape ? 400 : 403 });
    expect(await kept(messageStream(brand))).toEqual([]);
    const [unverified, ...others] = await kept(unverifiedStream(brand));
    expect(unverified?.bytes).toBe(bytesOf(vector).toString('base64'));
    expect(others).toEqual([]);
  });
});
