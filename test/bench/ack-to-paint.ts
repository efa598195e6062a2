import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { checkInBody } from './load.ts';
import type { TargetReady } from './target.ts';

/** Cards that are on the board before anything is measured, and arrivals that are measured, one after another. */
const CARDS = 100;
const ARRIVALS = 60;

/**
 * The 95th percentile, in ms, from the moment a sender has the acknowledgement to the frame in which a real browser has
 * painted the card. Negative where the board was faster than the answer.
 */
export async function measureAckToPaint(secret: string): Promise<Record<string, number>> {
  const child = fork(join(import.meta.dirname, 'target.js'), ['batched'], {
    env: { ...process.env, FORECOURT_APP_SECRET: secret },
  });
  const ready = await new Promise<TargetReady>((resolve) =>
    child.once('message', (message) => resolve(message as TargetReady)),
  );
  const { browser, close } = await launchBrowser();
  try {
    for (let card = 0; card < CARDS; card++) await post(ready, secret);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${new URL(ready.api).origin}/?token=${ready.token}`);
    await page.waitForFunction((cards) => document.querySelectorAll('[data-check-in]').length >= cards, CARDS);
    await page.evaluate(notePaints);
    const waits: number[] = [];
    for (let arrival = 1; arrival <= ARRIVALS; arrival++) {
      await post(ready, secret);
      const acknowledgedAt = Date.now();
      waits.push((await paintedAt(page, CARDS + arrival)) - acknowledgedAt);
    }
    return { 'ackToPaint.p95Ms': waits.toSorted((a, b) => a - b)[Math.ceil(ARRIVALS * 0.95) - 1] ?? Number.NaN };
  } finally {
    await close();
    child.disconnect();
  }
}

async function post({ callback }: TargetReady, secret: string): Promise<void> {
  const response = await fetch(callback, { method: 'POST', body: checkInBody(secret) });
  if (response.status !== 200) throw new Error(`a check-in was answered ${response.status}`);
}

/** Runs in the page: notes for each number of cards when the frame that first showed so many was done. */
function notePaints(): void {
  const paints = new Map<number, number>();
  Object.assign(window, { paints });
  new MutationObserver(() => {
    const cards = document.querySelectorAll('[data-check-in]').length;
    if (paints.has(cards)) return;
    // A task posted from an animation frame runs once that frame has been handed over for painting.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => paints.set(cards, Date.now());
      port2.postMessage(null);
    });
  }).observe(document.body, { childList: true, subtree: true });
}

async function paintedAt(page: Page, cards: number): Promise<number> {
  const handle = await page.waitForFunction(
    (count) => (window as unknown as { paints: Map<number, number> }).paints.get(count),
    cards,
  );
  return (await handle.jsonValue()) ?? Number.NaN;
}
