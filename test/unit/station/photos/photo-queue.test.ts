import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Capture } from '../../../../electron/station/photos/photo-capture.ts';
import { PhotoQueue } from '../../../../electron/station/photos/photo-queue.ts';
import { PhotoRows } from '../../../../electron/station/store/photo-rows.ts';
import { PhotoStore } from '../../../../electron/station/store/photo-store.ts';
import type { PhotoProblem } from '../../../../shared/photo.ts';
import { openStore } from '../store/rows.ts';

/** A queue over photos of these addresses; the test says when and how each download ends, and what time it is. */
async function queueOf(...images: string[]) {
  const base = openStore();
  base.store({ content: { preCheckInfo: { paintsInfo: [{ describe: 'Dent', images }] } } });
  new PhotoRows(base.db).catchUp(10);
  const running = new Map<string, (capture: Capture) => void>();
  let now = 1_000_000;
  const queue = new PhotoQueue({
    store: new PhotoStore(base.db),
    capture: (url, stop) =>
      new Promise((resolve, reject) => {
        running.set(url, resolve);
        stop.addEventListener('abort', () => reject(stop.reason));
      }),
    now: () => now,
    log: pino({ level: 'silent' }),
    changed: () => {},
    isBusy: () => false,
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(async () => {
    vi.useRealTimers();
    await queue.stop();
    base.dispose();
  });
  /** Lets the queue do what it can do now. */
  const settle = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(0);
    await turn();
  };
  queue.wake();
  await settle();
  return {
    running: () => [...running.keys()].sort(),
    async end(url: string, capture: Capture): Promise<void> {
      running.get(url)?.(capture);
      running.delete(url);
      await turn();
      await settle();
    },
    async goOn(ms: number): Promise<void> {
      now += ms;
      queue.wake();
      await settle();
    },
  };
}

const failed = (problem: PhotoProblem): Capture => ({ ok: false, problem });
const captured = (): Capture => ({ ok: true, photo: { sha256: 'a'.repeat(64), width: 1, height: 1, bytes: 1 } });

test('a host whose photo took too long is asked for one at a time, others as before', async () => {
  const queue = await queueOf('http://slow/1', 'http://slow/2', 'http://slow/3', 'http://fast/1', 'http://fast/2');
  expect(queue.running()).toEqual(['http://fast/1', 'http://fast/2', 'http://slow/1', 'http://slow/2']);

  await queue.end('http://slow/1', failed('timed-out'));
  await queue.end('http://slow/2', failed('timed-out'));
  await queue.goOn(600);
  expect(queue.running()).toEqual(['http://fast/1', 'http://fast/2', 'http://slow/3']);
  await queue.goOn(60_000);
  expect(queue.running()).toHaveLength(3);

  await queue.end('http://slow/3', captured());
  expect(queue.running().filter((url) => url.includes('slow'))).toHaveLength(1);
  // The line may be better by then.
  await queue.goOn(60 * 60_000);
  expect(queue.running().filter((url) => url.includes('slow'))).toHaveLength(2);
});

test('a host that cannot be reached has its photos tried two at once', async () => {
  const queue = await queueOf('http://down/1', 'http://down/2');
  for (const url of queue.running()) await queue.end(url, failed('no-connection'));
  expect(queue.running()).toEqual([]);
  await queue.goOn(60_000);
  expect(queue.running()).toHaveLength(2);
});
