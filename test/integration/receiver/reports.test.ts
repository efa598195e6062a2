import { expect, test } from 'vitest';
import { readEnvelope } from '../../../electron/station/autox3/envelope.ts';
import { readMessage } from '../../../electron/station/autox3/messages.ts';
import { parseSecret } from '../../../electron/station/autox3/signature.ts';
import { bytesOf, readVectors, signedCheckIn, type Vector } from '../../support/messages.ts';
import { startTestStation } from '../../support/station.ts';

const REPORTS = readVectors().filter(
  ({ expect: { verdict, kind } }) => verdict === 'verified' && kind === 'health-report',
);

function orderOf(vector: Vector): string | null {
  const read = readEnvelope(bytesOf(vector));
  if (!read.ok) throw new Error(read.problem);
  return readMessage(read.envelope.content.text, read.envelope.msgType).report?.receiveBaseId ?? null;
}

test('the fixtures hold reports in both forms, one that cannot be read, and one of no order', () => {
  expect(REPORTS.length).toBeGreaterThanOrEqual(4);
});

const cases = REPORTS.flatMap((vector) =>
  (['before', 'after'] as const).map((when) => [vector.name, when, vector] as const),
);

test.each(cases)('%s: it ends on the card of its order when it comes %s the check-in', async (_name, when, vector) => {
  const [secret] = vector.secrets;
  const parsed = parseSecret(secret);
  const station = await startTestStation({
    appSecrets: { current: parsed.ok ? parsed.secret : null, previous: null, previousEnds: 0 },
    settings: {
      verification: { dialect: vector.settings?.pin ?? null, weakSignatures: vector.settings?.weak ? 'on' : 'off' },
    },
  });
  try {
    const order = orderOf(vector);
    const send = async (body: Uint8Array): Promise<void> => expect((await station.post(body)).status).toBe(200);
    const checkIn = signedCheckIn({ receiveBaseId: Number(order ?? 1), secret }).body;
    const other = signedCheckIn({ receiveBaseId: 424_242, secret }).body;
    await send(other);
    if (when === 'before') await send(bytesOf(vector));
    await send(checkIn);
    const { items } = await station.client.checkIns.list({ limit: 1 });
    const id = items[0]?.id ?? '';
    expect((await station.client.checkIns.move({ id, from: 'new', to: 'seen' })).lane).toBe(
      when === 'before' && order !== null ? 'ready' : 'seen',
    );
    if (when === 'after') await send(bytesOf(vector));
    const ofOrder = await station.client.checkIns.get({ id });
    expect(ofOrder).toMatchObject(
      order === null ? { lane: 'seen', reports: [] } : { lane: 'ready', reports: [{ receiveBaseId: order }] },
    );
    const beside = await station.client.checkIns.byServiceOrder({ receiveBaseId: '424242' });
    expect(beside).toMatchObject({ lane: 'new', reports: [] });
  } finally {
    await station.dispose();
  }
});
