import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { desk, eventually, oneBrowser, stationForTest } from './desk.ts';

const browser = oneBrowser();

type Sound = { peak: number; rms: number; rmsOfHalves: [number, number]; last: number; isWhole: boolean };

/** What the ring sounds like at these volumes, rendered by the browser. */
async function sounds(page: Page, volumes: readonly number[]): Promise<Sound[]> {
  const source = readFileSync(new URL('../../renderer/ring/ring-sound.ts', import.meta.url), 'utf8');
  const module = stripTypeScriptTypes(source).replace(
    'export function playRing',
    'globalThis.playRing = function playRing',
  );
  await page.addScriptTag({ content: module });
  return page.evaluate(async (wanted) => {
    const { playRing } = globalThis as unknown as { playRing: (context: BaseAudioContext, volume: number) => unknown };
    const RATE = 44_100;
    const rms = (samples: Float32Array): number =>
      Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    return Promise.all(
      wanted.map(async (volume) => {
        const context = new OfflineAudioContext(1, RATE * 1.4, RATE);
        void playRing(context, volume);
        const samples = (await context.startRendering()).getChannelData(0);
        const strike = RATE * 0.24;
        return {
          peak: samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
          rms: rms(samples),
          rmsOfHalves: [rms(samples.subarray(0, strike)), rms(samples.subarray(strike, RATE))] as [number, number],
          last: samples.subarray(RATE * 1.21).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
          isWhole: samples.every(Number.isFinite),
        };
      }),
    );
  }, volumes);
}

describe('the sound of the ring', () => {
  test('is heard, louder the higher the volume, and never distorted', async () => {
    const page = await desk(browser());
    const [silent, ...heard] = await sounds(page, [0, 0.1, 0.3, 0.55, 0.8, 1]);

    expect(silent?.peak).toBe(0);
    let before = 0;
    for (const { peak, rms, isWhole } of heard) {
      expect(isWhole).toBe(true);
      expect(rms).toBeGreaterThan(before);
      expect(peak).toBeLessThanOrEqual(1);
      before = rms;
    }
    const loudest = heard.at(-1);
    expect(loudest?.peak).toBeGreaterThan(0.8);
    expect(loudest?.rms).toBeGreaterThan(0.08);
  });

  test('is of two strikes, and over when it says', async () => {
    const [ring] = await sounds(await desk(browser()), [1]);

    expect(ring?.rmsOfHalves[0]).toBeGreaterThan(0.05);
    expect(ring?.rmsOfHalves[1]).toBeGreaterThan(0.05);
    expect(ring?.last).toBe(0);
  });

  test('is no louder than full volume, whatever is asked', async () => {
    const [one, more, less] = await sounds(await desk(browser()), [1, 40, -3]);

    expect(more?.peak).toBeCloseTo(one?.peak ?? 0, 5);
    expect(less?.peak).toBe(0);
  });
});

describe('the hidden page that rings', () => {
  async function ringPage(): Promise<Page> {
    const station = await stationForTest();
    const page = await desk(browser());
    await page.goto(station.board);
    await page.locator('[data-connection]').waitFor();
    await page.addInitScript(() => {
      const said: (string | null)[] = [];
      const desktop = {
        onRing: (listener: (volume: number) => void) => {
          Object.assign(window, { ring: listener, said });
          return () => {};
        },
        rang: (problem: string | null) => void said.push(problem),
      };
      Object.assign(window, { desktop });
    });
    await page.goto(new URL('/ring.html', station.board).href);
    return page;
  }
  const ring = (page: Page, volume: number): Promise<void> =>
    page.evaluate((loud) => (window as unknown as { ring: (volume: number) => void }).ring(loud), volume);
  const said = (page: Page): Promise<(string | null)[]> =>
    page.evaluate(() => (window as unknown as { said: (string | null)[] }).said);

  test('says that it has rung, each time', async () => {
    const page = await ringPage();

    await ring(page, 1);
    await eventually(() => said(page)).toEqual([null]);
    await ring(page, 0.3);
    await ring(page, 0.3);
    await eventually(() => said(page)).toEqual([null, null, null]);
  });

  test('says why not when there is no sound output', async () => {
    const page = await ringPage();
    await page.evaluate(() => {
      AudioContext.prototype.resume = () => Promise.reject(new Error('no output device'));
    });

    await ring(page, 1);

    await eventually(() => said(page)).toEqual(['no output device']);
  });
});
