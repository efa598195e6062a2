import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TunnelTokens } from '../../../electron/station/reach/tunnel-tokens.ts';
import type { Card } from '../../../shared/check-in.ts';
import type { BoardEvent, WallEvent } from '../../../shared/contract.ts';
import type { Drill, DrillState } from '../../../shared/drill.ts';
import { outOfTime } from '../../../shared/out-of-time.ts';
import { DEFAULT_REACH } from '../../../shared/reach-settings.ts';
import { CONNECTED, type FakeCloudflared, fakeCloudflared } from '../../support/fake-cloudflared.ts';
import { portOf } from '../../support/http.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { lookupHere, type PublicEdge, startEdge } from '../../support/public-edge.ts';
import {
  type StationParts,
  startTestStation,
  type TestStation,
  temporaryFolder,
  tokensOf,
} from '../../support/station.ts';

// Drills over real sockets, through a public edge; a page is played that draws what it hears of and rings for it.

const folder = temporaryFolder();
const tools = temporaryFolder();
let edge: PublicEdge;
let cloudflared: FakeCloudflared;
let station: TestStation;
let before: Record<string, number>;
const heard: BoardEvent[] = [];
const onWall: WallEvent[] = [];
let killed = 0;
let isDrawing = true;
const WAIT = { timeout: 8_000, interval: 10 };

const parts = (): StationParts => ({
  dataFolder: folder.path,
  tunnelTokens: new TunnelTokens(tokensOf({ cloudflaredToken: 'a-token' })),
  photoNetwork: {
    resolve: () => Promise.reject(new Error('no such name')),
    connect: () => {
      throw new Error('nothing may be connected to');
    },
    own: () => [],
  },
  reach: { probeEveryMs: 100, againAfterMs: 10, probeWithinMs: 500, network: { lookup: lookupHere } },
  drillTempo: { shownWithin: 3_000, rungWithin: 3_000, stays: 50, cut: 1_500, backWithin: 8_000 },
  kill: () => {
    killed += 1;
  },
});

/** How many rows each table has, of a station that does not run. */
function rows(): Record<string, number> {
  const db = new Database(join(folder.path, 'forecourt.db'), { readonly: true });
  const tables = db
    .prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')")
    .pluck()
    .all();
  const counts = tables.map((name) => [name, Number(db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]);
  db.close();
  return Object.fromEntries(counts);
}

/** A page that draws and rings for each card that it hears of, until the station ends. */
async function playPage(): Promise<void> {
  for await (const event of await station.client.board.watch()) {
    heard.push(event);
    if (event.type !== 'card' || event.cause !== 'arrived' || !isDrawing) continue;
    await station.client.checkIns.shown({ ids: [event.card.id] });
    await station.client.checkIns.rung({ ids: [event.card.id] });
  }
}

async function playWall(): Promise<void> {
  for await (const event of await station.client.wall.watch()) onWall.push(event);
}

const run = async (drill: Drill): Promise<NonNullable<DrillState['run']>> => {
  heard.length = 0;
  await station.client.drills.start({ drill });
  await expect
    .poll(async () => (await station.client.drills.state()).run?.isOver, { timeout: 15_000, interval: 15 })
    .toBe(true);
  const { run: over } = await station.client.drills.state();
  if (over === null) throw new Error('no drill has run');
  return over;
};
const statesOf = ({ steps }: { steps: { step: string; state: string }[] }): Record<string, string> =>
  Object.fromEntries(steps.map(({ step, state }) => [step, state]));
const cardsHeard = (): Card[] => heard.flatMap((event) => (event.type === 'card' ? [event.card] : []));
const allDone = (...steps: string[]): Record<string, string> => Object.fromEntries(steps.map((step) => [step, 'done']));

beforeAll(async () => {
  edge = await startEdge();
  cloudflared = await fakeCloudflared(tools.path);
  const first = await startTestStation({ dataFolder: folder.path });
  await first.post(signedCheckIn({ plate: 'REAL 1', content: { preCheckInfo: {} } }).body);
  const way = { way: 'cloudflared', address: edge.address, given: edge.address, program: cloudflared.path } as const;
  await first.client.settings.set({ reach: { ...DEFAULT_REACH, ...way } });
  await first.client.history.list({ limit: 10 });
  await first.stop();
  before = rows();
  station = await startTestStation(parts());
  await connectTunnel(1);
  void playPage().catch(() => {});
  void playWall().catch(() => {});
  await vi.waitFor(() => expect([heard.length, onWall.length]).toEqual([1, 1]), WAIT);
});
afterAll(async () => {
  await station.dispose();
  await cloudflared.close();
  await edge.close();
  folder.dispose();
  tools.dispose();
});

/** Has the newest start of the tunnel lead here. */
async function connectTunnel(starts: number): Promise<void> {
  edge.target = portOf((await station.client.status()).reach.local ?? '');
  await vi.waitFor(() => expect(cloudflared.starts.length).toBe(starts), WAIT);
  cloudflared.tell(CONNECTED);
  await vi.waitFor(async () => expect((await station.client.status()).reach.light).toBe('receiving'), WAIT);
}

test('a test check-in goes out by the public address, comes back, is verified, shown and rung for, and is gone', async () => {
  const came = edge.count;
  const pathsBefore = await station.client.callbackPath.list();
  const over = await run('check-in');
  expect(statesOf(over)).toEqual(allDone('sent', 'verified', 'shown', 'rung', 'stays'));
  expect(over.card).toBeNull();
  expect(await station.client.drills.state()).toMatchObject({ address: edge.address, isPublic: true, obstacles: {} });
  expect(edge.count).toBeGreaterThan(came);
  expect(await station.client.callbackPath.list()).toEqual(pathsBefore);
  expect(cardsHeard()).toMatchObject([{ isTest: true, plate: 'TEST 0000', lane: 'new' }]);
  expect(onWall.flatMap((event) => (event.type === 'card' ? [event.card.isTest] : []))).toEqual([true]);
  const [first] = heard.filter(({ type }) => type === 'snapshot');
  expect(first).toMatchObject({ cards: [{ plate: 'REAL 1', isTest: false }] });
});

test('while it runs its card is in a new snapshot, in no list and no figure, and nobody else can start one', async () => {
  const { lastAcceptedAt } = await station.client.status();
  isDrawing = false;
  await station.client.drills.start({ drill: 'check-in' });
  await expect.poll(async () => (await station.client.drills.state()).run?.card, { interval: 5 }).not.toBeNull();
  const id = (await station.client.drills.state()).run?.card ?? '';
  for await (const event of await station.client.board.watch()) {
    expect(event).toMatchObject({ type: 'snapshot', cards: [{ id, isTest: true }, { plate: 'REAL 1' }] });
    break;
  }
  expect(await station.client.status()).toMatchObject({ lanes: { new: 1 }, lastAcceptedAt, otherMessages: 0 });
  expect((await station.client.checkIns.list({ q: 'TEST' })).items).toEqual([]);
  await expect(station.client.checkIns.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(station.client.drills.start({ drill: 'photo' })).rejects.toMatchObject({ code: 'CONFLICT' });
  const { run: ended } = await station.client.drills.cancel();
  expect([ended?.isOver, ended?.card]).toEqual([true, null]);
  expect(statesOf(ended ?? { steps: [] })).toMatchObject({ verified: 'done', shown: 'skipped', rung: 'skipped' });
  isDrawing = true;
});

test('the same message once more is acknowledged and makes no second card', async () => {
  expect(statesOf(await run('repeat'))).toEqual(allDone('sent', 'shown', 'sent-again', 'once', 'stays'));
  expect(cardsHeard()).toHaveLength(1);
});

test('a wrong signature is refused, and no card comes', async () => {
  expect(statesOf(await run('wrong-signature'))).toEqual(allDone('refused', 'no-card'));
  expect(cardsHeard()).toEqual([]);
  expect((await station.client.status()).quarantined).toBe(0);
});

test('a wrong clock is marked on the card', async () => {
  expect(statesOf(await run('wrong-clock'))).toEqual(allDone('sent', 'shown', 'marked', 'stays'));
  expect(cardsHeard().map(({ arrivedAt, createdAt }) => outOfTime(arrivedAt, createdAt) !== null)).toEqual([true]);
});

test('a photo that cannot be fetched is said on the card, which stays', async () => {
  expect(statesOf(await run('photo'))).toEqual(allDone('sent', 'shown', 'photo-failed', 'stays'));
  expect(cardsHeard().at(-1)?.photos).toMatchObject([{ state: 'failed', problem: 'no-connection' }]);
});

test('with the tunnel cut nothing arrives and the light says so; afterwards the same message does', async () => {
  edge.target = 0;
  const running = run('tunnel');
  const lasts = async () => statesOf((await station.client.drills.state()).run ?? { steps: [] }).lasted === 'running';
  await expect.poll(lasts, { timeout: 8_000, interval: 10 }).toBe(true);
  // Neither another network nor a person brings it back before the time is over.
  station.woke();
  expect(await station.client.reach.tryNow()).toMatchObject({ state: 'off', light: 'blind' });
  expect([await lasts(), cloudflared.running(), cloudflared.starts.length]).toEqual([true, 0, 1]);
  await connectTunnel(2);
  expect(statesOf(await running)).toEqual(
    allDone('cut', 'noticed', 'missed', 'lasted', 'back', 'arrived', 'shown', 'stays'),
  );
});

test('what does not come right is said with its reason, and ends the drill', async () => {
  await edge.set({ type: 'resets' });
  const { steps } = await run('check-in');
  expect(steps[0]).toEqual({ step: 'sent', state: 'failed', problem: 'broken-off' });
  expect(steps.slice(1).every(({ state }) => state === 'skipped')).toBe(true);
  await edge.set({ type: 'passes' });
});

test('one that waits for an answer ends at once when somebody ends it', async () => {
  await edge.set({ type: 'half-open' });
  await station.client.drills.start({ drill: 'check-in' });
  const { run: ended } = await station.client.drills.cancel();
  expect(ended?.steps.map(({ state }) => state)).toEqual(Array(5).fill('skipped'));
  await edge.set({ type: 'passes' });
}, 3_000);

test('the station is killed where something starts it again, and that is not offered elsewhere', async () => {
  await station.client.drills.start({ drill: 'killed' });
  await expect.poll(() => killed).toBe(1);
});

test('after all of them every table has as many rows as before, but for the ledger, since a cut and a kill are real', async () => {
  await station.stop();
  const { visit_step: steps, outage: outages, vehicle_visit: vehicles, ...after } = rows();
  const { visit_step: stepsBefore, outage: outagesBefore, vehicle_visit: _trailing, ...others } = before;
  expect(after).toEqual(others);
  // Of the one check-in that is real: what is remembered of its vehicle trails it.
  expect([stepsBefore, steps, vehicles]).toEqual([1, 1, 1]);
  expect(outages).toBeGreaterThan(outagesBefore ?? 0);
});
