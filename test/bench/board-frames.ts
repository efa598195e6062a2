import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { CDPSession, Page } from 'playwright-core';
import type { Card, Lane } from '../../shared/check-in.ts';
import type { contract } from '../../shared/contract.ts';
import { launchBrowser } from '../support/browser.ts';
import { checkInBody } from './load.ts';
import type { TargetReady } from './target.ts';

/** Cards on the board at any time, a quarter of them in each lane at first, the oldest the furthest on. */
const CARDS = 80;
const LANES_AT_FIRST = ['ready', 'health-check', 'seen', 'new'] as const satisfies readonly Lane[];
/** Arrivals whose frames are measured, and how many of them come in a second. */
const MEASURED = 200;
const PER_SECOND = 10;
/** Arrivals before and between the two looks at the memory, as fast as they are answered. */
const WARM_UP = 500;
const MORE = 2_000;

type Desk = { ready: TargetReady; client: ContractRouterClient<typeof contract>; secret: string };

/**
 * How a board of 80 cards bears 10 arrivals a second, each of which hands the oldest over: the 95th percentile of the time
 * from frame to frame, in ms, with the pointer on a card, which must not move; and by how many MB the page's heap has grown,
 * after a forced collection, over 2,000 arrivals.
 */
export async function measureBoard(secret: string): Promise<Record<string, number>> {
  const child = fork(join(import.meta.dirname, 'target.js'), ['batched'], {
    env: { ...process.env, FORECOURT_APP_SECRET: secret },
  });
  const ready = await new Promise<TargetReady>((resolve) =>
    child.once('message', (message) => resolve(message as TargetReady)),
  );
  const link = new RPCLink({
    url: new URL('/rpc', ready.api).href,
    headers: { authorization: `Bearer ${ready.token}` },
  });
  const desk: Desk = { ready, client: createORPCClient(link), secret };
  const { browser, close } = await launchBrowser();
  try {
    const standing = await fill(desk);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${new URL(ready.api).origin}/?token=${ready.token}`);
    await shows(page, CARDS);
    const frames = await measureFrames(page, desk, standing);
    const growth = await measureHeap(page, await page.context().newCDPSession(page), desk, standing);
    return { ...frames, ...growth };
  } finally {
    await close();
    child.disconnect();
  }
}

async function fill({ ready, client, secret }: Desk): Promise<Card[]> {
  for (let card = 0; card < CARDS; card++) await post(ready, secret);
  const { items } = await client.checkIns.list({ limit: CARDS });
  const standing: Card[] = [];
  for (const [place, { id }] of items.toReversed().entries()) {
    const to = LANES_AT_FIRST[Math.floor((place * LANES_AT_FIRST.length) / CARDS)] ?? 'new';
    standing.push(await client.checkIns.move({ id, from: 'new', to }));
  }
  return standing;
}

/** One check-in comes, and the oldest one leaves. */
async function arrive({ ready, client, secret }: Desk, standing: Card[]): Promise<void> {
  await post(ready, secret);
  const { items } = await client.checkIns.list({ limit: 1 });
  const [newest] = items;
  const oldest = standing.shift();
  if (newest === undefined || oldest === undefined) throw new Error('the board ran empty');
  await client.checkIns.move({ id: oldest.id, from: oldest.lane, to: 'handed-over' });
  standing.push({ ...oldest, id: newest.id, lane: 'new' });
}

async function measureFrames(page: Page, desk: Desk, standing: Card[]): Promise<Record<string, number>> {
  const held = page.locator('[data-lane="new"] [data-check-in]').nth(2);
  const id = await held.getAttribute('data-check-in');
  const card = page.locator(`[data-check-in="${id}"]`);
  await card.hover();
  const before = JSON.stringify(await card.boundingBox());
  const idle = await framesDuring(page, () => pause(2_000));
  const busy = await framesDuring(page, async () => {
    const startedAt = performance.now();
    for (let arrival = 0; arrival < MEASURED; arrival++) {
      const wait = startedAt + (arrival * 1_000) / PER_SECOND - performance.now();
      if (wait > 0) await pause(wait);
      await arrive(desk, standing);
      const stands = standing.some((other) => other.id === id);
      if (stands && arrival % 10 === 9 && JSON.stringify(await card.boundingBox()) !== before)
        throw new Error('the card under the pointer has moved');
    }
  });
  return { 'board.frameP95Ms': p95(busy), 'board.idleFrameP95Ms': p95(idle) };
}

/** The times from frame to frame, in ms, while something goes on. */
async function framesDuring(page: Page, goesOn: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    let last = performance.now();
    const next = (now: number): void => {
      frames.push(now - last);
      last = now;
      if ((window as unknown as { frames?: number[] }).frames === frames) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await goesOn();
  return page.evaluate(() => {
    const { frames } = window as unknown as { frames: number[] };
    Object.assign(window, { frames: undefined });
    return frames;
  });
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
}

async function measureHeap(page: Page, devtools: CDPSession, desk: Desk, standing: Card[]) {
  await page.mouse.move(2, 2);
  const after = async (arrivals: number): Promise<number> => {
    for (let arrival = 0; arrival < arrivals; arrival++) await arrive(desk, standing);
    await shows(page, CARDS);
    return heapMb(devtools);
  };
  const before = await after(WARM_UP);
  return { 'board.heapGrowthMb': (await after(MORE)) - before, 'board.heapMb': before };
}

/** What the page still uses after a forced collection. */
async function heapMb(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / 1_048_576;
}

async function shows(page: Page, cards: number): Promise<void> {
  await page.waitForFunction((count) => document.querySelectorAll('[data-check-in]').length === count, cards);
}

async function post({ callback }: TargetReady, secret: string): Promise<void> {
  const response = await fetch(callback, { method: 'POST', body: checkInBody(secret) });
  if (response.status !== 200) throw new Error(`a check-in was answered ${response.status}`);
}
