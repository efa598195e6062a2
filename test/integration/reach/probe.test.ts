import type { LookupFunction } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_REACH, type ReachSettings } from '../../../shared/reach-settings.ts';
import { ask, portOf } from '../../support/http.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { type EdgeMode, lookupHere, lookupNowhere, type PublicEdge, startEdge } from '../../support/public-edge.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

const PROBE_EVERY_MS = 150;
const PROBE_WITHIN_MS = 250;

let edge: PublicEdge;
let station: TestStation;
let lookup: LookupFunction = lookupHere;
/** By how much the clock of the PC is set back, in ms. */
let setBackMs = 0;
/** What the ledger was told, in order. */
const told: { what: 'began' | 'ended'; cause: string; at: number }[] = [];

beforeAll(async () => {
  edge = await startEdge();
  station = await startTestStation({
    now: () => Date.now() - setBackMs,
    reach: {
      probeEveryMs: PROBE_EVERY_MS,
      againAfterMs: 10,
      probeWithinMs: PROBE_WITHIN_MS,
      network: { lookup: (name, options, found) => lookup(name, options, found) },
      sink: {
        began: (cause, at) => told.push({ what: 'began', cause, at }),
        ended: (cause, at) => told.push({ what: 'ended', cause, at }),
      },
    },
  });
  edge.target = portOf(station.callback);
});
afterAll(async () => {
  await station.dispose();
  await edge.close();
});
afterEach(async () => {
  lookup = lookupHere;
  setBackMs = 0;
  await edge.set({ type: 'passes' });
});

const set = (reach: Partial<ReachSettings>): Promise<unknown> =>
  station.client.settings.set({ reach: { ...DEFAULT_REACH, ...reach } });
const reach = async () => (await station.client.status()).reach;
const untilLight = (light: string): Promise<void> =>
  expect.poll(async () => (await reach()).light, { interval: 10, timeout: 5_000 }).toBe(light);
const viaEdge = async (given: string | null = edge.address): Promise<void> => {
  await set({ way: 'own-address', address: edge.address, given });
  await untilLight('receiving');
};

describe('the light', () => {
  test('says that nobody outside can reach a PC to which no way has been set up', async () => {
    expect(await reach()).toMatchObject({ light: 'local-only', state: 'off', problem: null, since: null });
    expect(told.filter(({ what }) => what === 'began')).toEqual([]);
  });

  test('says receiving when a request to the public address has arrived here, and AutoX3 is given that address', async () => {
    await viaEdge(null);
    expect(await reach()).toMatchObject({ state: 'up', problem: null, address: edge.address });
    expect((await station.client.settings.get()).reach.given).toBe(edge.address);
    expect((await station.client.status()).callback).toBe(station.callback.replace(/^http:..[^/]+/, edge.address));
  });

  const page = (head: string): EdgeMode => ({ type: 'answers', text: `HTTP/1.1 ${head}\r\nContent-Length: 0\r\n\r\n` });
  test.each<[string, EdgeMode, string]>([
    ['that is cut', { type: 'cut' }, 'refused'],
    ['that accepts and never answers', { type: 'half-open' }, 'timeout'],
    ['that is too slow', { type: 'slow', afterMs: 10_000 }, 'timeout'],
    ['that resets', { type: 'resets' }, 'broken-off'],
    ["that shows somebody else's page", page('200 OK'), 'wrong-answer'],
    ['that sends elsewhere', page('302 Found\r\nLocation: https://example.com/'), 'redirected'],
    ['whose answers get lost', { type: 'swallows-answers' }, 'arrived-not-answered'],
  ])(
    'and the ledger say the truth within one interval of an edge %s, and recover by themselves',
    async (_what, mode, problem) => {
      await viaEdge();
      const provenAt = (await reach()).provenAt ?? '';
      told.length = 0;
      await edge.set(mode);
      const cutAt = Date.now();
      await untilLight('blind');
      expect(Date.now() - cutAt).toBeLessThan(PROBE_EVERY_MS + 2 * PROBE_WITHIN_MS + 400);
      const blind = await reach();
      expect(blind).toMatchObject({ problem });
      // From the last proof, not from the probe that failed.
      expect(Date.parse(blind.since ?? '')).toBeLessThan(cutAt + 50);
      // As near as two clocks agree.
      expect(Date.parse(blind.since ?? '')).toBeGreaterThan(Date.parse(provenAt) - 10);
      await edge.set({ type: 'passes' });
      await untilLight('receiving');
      const [began, ended, ...rest] = told.filter(({ cause }) => cause === 'probe');
      expect([began?.what, began?.cause, ended?.what, ended?.cause, rest]).toEqual([
        'began',
        'probe',
        'ended',
        'probe',
        [],
      ]);
      expect(began?.at).toBe(Date.parse(blind.since ?? ''));
      expect(ended?.at).toBeGreaterThan(cutAt);
    },
  );

  test('and the ledger say the truth by the clock as it is now, where that was set back before the edge was cut', async () => {
    await viaEdge();
    await station.client.reach.tryNow();
    told.length = 0;
    await edge.set({ type: 'cut' });
    setBackMs = 8 * 3_600_000;
    const cutAt = Date.now() - setBackMs;
    await untilLight('blind');
    await edge.set({ type: 'passes' });
    await untilLight('receiving');
    const [began, ended] = told.filter(({ cause }) => cause === 'probe');
    expect([began?.what, ended?.what]).toEqual(['began', 'ended']);
    expect(began?.at).toBeLessThan(cutAt + 50);
    expect(began?.at).toBeGreaterThan(cutAt - 10_000);
    expect(ended?.at).toBeGreaterThan(cutAt);
  });

  test('says that the name of the address is not known', async () => {
    await viaEdge();
    lookup = lookupNowhere;
    await untilLight('blind');
    expect(await reach()).toMatchObject({ problem: 'dns-failure' });
  });

  test('stays on receiving when one single connection is lost', async () => {
    await viaEdge();
    told.length = 0;
    await edge.set({ type: 'resets' });
    const before = edge.count;
    await expect.poll(() => edge.count, { interval: 1 }).toBe(before + 1);
    edge.mode = { type: 'passes' };
    await expect.poll(() => edge.count, { interval: 5 }).toBeGreaterThan(before + 3);
    expect(told).toEqual([]);
  });

  test('is blind while AutoX3 knows another address than the one that leads here, until somebody says that it was told', async () => {
    await viaEdge();
    await set({ way: 'own-address', address: edge.address, given: 'https://old.example.com' });
    expect(await reach()).toMatchObject({ light: 'blind', problem: 'address-changed', state: 'up' });
    await set({ way: 'own-address', address: edge.address, given: edge.address });
    expect(await reach()).toMatchObject({ light: 'receiving', problem: null });
  });

  test('takes a real message through the public address for a proof, and one that came another way for none', async () => {
    await viaEdge();
    await set({ way: 'own-address', address: edge.address, probeMinutes: 5, given: edge.address });
    lookup = lookupNowhere;
    await untilLight('blind');
    expect((await station.post(signedCheckIn().body)).status).toBe(200);
    expect((await reach()).light).toBe('blind');
    const { status } = await ask(edge.port, {
      method: 'POST',
      path: new URL(station.callback).pathname,
      headers: { host: new URL(edge.address).host },
      body: signedCheckIn().body,
    });
    expect(status).toBe(200);
    expect(told.filter(({ cause }) => cause === 'probe').at(-1)).toMatchObject({ what: 'ended' });
  });

  // AutoX3 knows nothing of what is chosen here: it goes on sending to the address that it has.
  test('and the ledger say that AutoX3 may send here while no way is chosen, until one is proven again', async () => {
    await viaEdge();
    const provenAt = Date.parse((await reach()).provenAt ?? '');
    told.length = 0;
    await set({ way: 'none', given: edge.address });
    const chosenAt = Date.now();
    expect(await reach()).toMatchObject({ light: 'blind', problem: 'no-way', state: 'off' });
    expect(told).toMatchObject([{ what: 'began', cause: 'tunnel' }]);
    expect(told[0]?.at).toBeGreaterThan(provenAt - 10);
    expect(told[0]?.at).toBeLessThan(chosenAt);
    await viaEdge();
    expect(told.filter(({ cause }) => cause === 'tunnel').map(({ what }) => what)).toEqual(['began', 'ended']);
    expect(told.at(-1)?.at).toBeGreaterThanOrEqual(chosenAt);
  });

  test('ends nothing that the ledger has open when no way is chosen any more, until AutoX3 is said to send here no longer', async () => {
    await viaEdge();
    await edge.set({ type: 'cut' });
    await untilLight('blind');
    told.length = 0;
    await set({ way: 'none', given: edge.address });
    expect(told.map(({ what }) => what)).toEqual(['began']);
    expect((await reach()).problem).toBe('no-way');
    await set({ way: 'none' });
    expect(await reach()).toMatchObject({ light: 'local-only', problem: null });
    expect(told.flatMap(({ what, cause }) => (what === 'ended' ? [cause] : []))).toEqual(['port', 'tunnel', 'probe']);
  });
});

test('no probe becomes a delivery or goes to quarantine, and one that is forged is treated as anybody is', async () => {
  await viaEdge();
  const before = await station.client.deliveries.list({});
  await station.client.reach.tryNow();
  expect(await station.client.deliveries.list({})).toEqual(before);
  const answer = await ask(portOf(station.callback), {
    method: 'POST',
    path: new URL(station.callback).pathname,
    headers: { 'x-forecourt-probe': `a-nonce.${'0'.repeat(64)}` },
    body: 'Forecourt looks whether it can be reached: a-nonce',
  });
  expect(answer.status).toBe(400);
  expect((await station.client.deliveries.list({})).items[0]).toMatchObject({ reason: 'shape-not-json' });
});
