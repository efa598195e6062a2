import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardEvent } from '../../../shared/contract.ts';
import { bytesOf, readVectors, SECRET, signedCheckIn, signedPlan } from '../../support/messages.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

let station: TestStation;
beforeEach(async () => {
  station = await startTestStation({ timeZone: 'UTC' });
});
afterEach(() => station.dispose());

const PLANS = readVectors().filter(
  ({ expect: { kind, verdict }, secrets: [secret] }) =>
    kind === 'maintenance-plan' && verdict === 'verified' && secret === SECRET,
);

/** What each of them says is due of the vehicle that it names; none of those that name nothing. */
const SAID: Record<string, object[]> = {
  "maintenance plan under the report's message type": [{ service: 'wash car', state: 'finished', price: 10_000 }],
  'maintenance plan V2, content as a JSON string': [{ service: 'brake fluid', state: 'overdue', month: '2022-06' }],
};

async function arrive(plate: string): Promise<string> {
  expect((await station.post(signedCheckIn({ plate }).body)).status).toBe(200);
  const { items } = await station.client.checkIns.list({ limit: 1 });
  return items[0]?.id ?? '';
}

const planOf = async (id: string) => (await station.client.maintenance.checkIn({ id })).plan?.items ?? [];

describe("each of the contract's plans ends on its vehicle", () => {
  test.each(PLANS.map((vector) => [vector.name, vector] as const))('%s', async (name, vector) => {
    const before = await arrive('AB12 CDE');
    const stranger = await arrive('ZZ99 ZZZ');
    expect((await station.post(bytesOf(vector))).status).toBe(200);
    const said = SAID[name] ?? [];
    await expect.poll(() => planOf(before)).toMatchObject(said);
    expect(await planOf(stranger)).toEqual([]);
    const { plan } = await station.client.maintenance.vehicle({ of: before });
    expect(plan?.items ?? []).toMatchObject(said);
    const rest = await station.rest(`/check-ins/${before}/maintenance`);
    expect(rest).toMatchObject({ status: 200, json: { plan: said.length === 0 ? null : { plate: 'AB12CDE' } } });
    // A visit that comes later takes it over.
    const after = await arrive('ab12cde');
    await expect.poll(() => planOf(after)).toMatchObject(said);
    expect(await planOf(before)).toEqual([]);
  });

  test('and both together are one plan, whichever comes first', async () => {
    const id = await arrive('AB12 CDE');
    for (const vector of PLANS.toReversed()) await station.post(bytesOf(vector));
    await expect
      .poll(async () => (await planOf(id)).map(({ service }) => service))
      .toEqual(['brake fluid', 'wash car']);
  });
});

test('an open board hears at once what a plan says of a vehicle that is there, and of one that comes, without a new card', async () => {
  const heard: BoardEvent[] = [];
  // It ends with the station: an abort is now and then lost on its way through a request that nothing else holds on to.
  void (async () => {
    for await (const event of await station.client.board.watch()) heard.push(event);
  })().catch(() => {});
  const said = () =>
    heard.flatMap((event) => (event.type === 'card' ? [[event.card.id, event.card.maintenance?.service ?? null]] : []));
  const id = await arrive('AB12 CDE');
  const items = [{ action: 'ADD', id: 1, serviceBaseName: 'brake fluid', warningDate: '2020-01' }];
  await station.post(signedPlan({ plate: 'AB12 CDE', items }).body);
  await expect.poll(said).toContainEqual([id, 'brake fluid']);
  await station.post(signedPlan({ plate: 'ZZ99 ZZZ', items }).body);
  const later = await arrive('ZZ99 ZZZ');
  await expect.poll(said).toContainEqual([later, 'brake fluid']);
  expect((await station.client.checkIns.list({ limit: 10 })).items).toHaveLength(2);
  expect((await station.client.checkIns.get({ id })).lane).toBe('new');
});
