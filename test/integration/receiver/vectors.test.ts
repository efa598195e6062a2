import { describe, expect, test } from 'vitest';
import { parseSecret } from '../../../electron/station/autox3/signature.ts';
import type { CheckIn } from '../../../shared/check-in.ts';
import type { Delivery } from '../../../shared/delivery.ts';
import { bytesOf, readVectors, type Vector } from '../../support/messages.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

/** What the vectors name by its path under `content`, and where the API shows it. */
const SHOWN: Record<string, keyof CheckIn> = {
  receiveBaseId: 'receiveBaseId',
  'preCheckInfo.odograph': 'odometer',
  'carInfo.carNum': 'plate',
};

/** Several vectors share a msgId or a service order, so each has a station of its own. */
function stationFor({ secrets, settings }: Vector): Promise<TestStation> {
  const [current = null, previous = null] = secrets.map((text) => {
    const parsed = parseSecret(text ?? null);
    return parsed.ok ? parsed.secret : null;
  });
  return startTestStation({
    appSecrets: { current, previous, previousEnds: Number.MAX_SAFE_INTEGER },
    settings: { verification: { dialect: settings?.pin ?? null, weakSignatures: settings?.weak ? 'on' : 'off' } },
  });
}

async function newestDelivery(station: TestStation): Promise<Delivery> {
  const { json } = await station.rest('/deliveries?limit=1');
  const [delivery] = (json as { items: Delivery[] }).items;
  if (delivery === undefined) throw new Error('nothing was logged');
  return delivery;
}

async function onlyCheckIn(station: TestStation): Promise<CheckIn | null> {
  const { items } = (await station.rest('/check-ins')).json as { items: CheckIn[] };
  expect(items.length).toBeLessThan(2);
  return items[0] ?? null;
}

async function expectAccepted(station: TestStation, { expect: verdict }: Vector): Promise<void> {
  expect(await newestDelivery(station)).toMatchObject({
    outcome: 'accepted',
    reason: null,
    httpStatus: 200,
    proven: true,
    weak: verdict.weak ?? false,
    ...(verdict.dialect === undefined ? {} : { dialect: verdict.dialect }),
    ...(verdict.kind === undefined ? {} : { kind: verdict.kind }),
  });
  const checkIn = await onlyCheckIn(station);
  expect(checkIn !== null).toBe(verdict.kind === 'check-in');
  if (checkIn === null) return;
  for (const [path, value] of Object.entries(verdict.values ?? {})) {
    const name = SHOWN[path];
    if (name === undefined) throw new Error(`the API is not known to show ${path}`);
    expect(checkIn[name]).toEqual(name === 'receiveBaseId' && value !== null ? String(value) : value);
  }
  if (checkIn.receiveBaseId === null) return;
  const byOrder = await station.rest(`/service-orders/${checkIn.receiveBaseId}`);
  expect(byOrder).toMatchObject({ status: 200, json: checkIn });
}

async function expectQuarantined(station: TestStation, { expect: verdict, secrets }: Vector, answer: Answer) {
  const shape = verdict.reason === 'shape';
  expect(answer.status).toBe(shape ? 400 : 401);
  expect(answer.json).toMatchObject({ data: null, status: shape ? 400 : 403, errorInfo: expect.stringMatching(/./) });
  const usable = secrets.some((text) => parseSecret(text ?? null).ok);
  const reason = shape ? expect.stringMatching(/^shape-/) : usable ? 'signature' : 'no-secret';
  expect(await newestDelivery(station)).toMatchObject({ outcome: 'quarantined', reason, proven: false, dialect: null });
  expect(await onlyCheckIn(station)).toBeNull();
  expect((await station.client.status()).quarantined).toBe(1);
}

type Answer = Awaited<ReturnType<TestStation['post']>>;

describe("over HTTP each of the contract's vectors gets the answer that its verdict asks for", () => {
  test.each(readVectors().map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    const station = await stationFor(vector);
    try {
      const answer = await station.post(bytesOf(vector));
      if (vector.expect.verdict === 'rejected') return await expectQuarantined(station, vector, answer);
      expect(answer).toEqual({ status: 200, json: { data: null, errorInfo: '', status: 0 } });
      await expectAccepted(station, vector);
    } finally {
      await station.dispose();
    }
  });
});
