import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PhotoCapture } from '../../../electron/station/photos/photo-capture.ts';
import { PhotoFiles } from '../../../electron/station/photos/photo-files.ts';
import { PC_NETWORK } from '../../../electron/station/photos/photo-network.ts';
import { nextTry, type Tried, waitAfter } from '../../../electron/station/photos/retry-plan.ts';
import { DOWNLOAD_LIMITS } from '../../../electron/station/photos/safe-download.ts';
import { type Photo, PhotoProblem } from '../../../shared/photo.ts';
import { signedCheckIn } from '../../support/messages.ts';
import {
  endStation,
  type SpawnedStation,
  spawnStation,
  startTestStation,
  type TestStation,
  temporaryFolder,
  waysToUse,
} from '../../support/station.ts';
import { type Answer, jpeg, type PhotoServer, send, startPhotoServer } from './photo-server.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function serve(answers: Record<string, Answer>): Promise<PhotoServer> {
  const server = await startPhotoServer(answers);
  endings.push(server.stop);
  return server;
}

async function start(allowedHosts = ['127.0.0.1']): Promise<TestStation> {
  const station = await startTestStation();
  endings.push(station.dispose);
  await station.client.settings.set({ photos: { allowedHosts } });
  return station;
}

const checkInWith = (images: string[]) =>
  signedCheckIn({ content: { preCheckInfo: { paintsInfo: [{ describe: 'Scratch', images }] } } }).body;

type Client = Pick<TestStation, 'client'>;

async function photosOf({ client }: Client): Promise<Photo[]> {
  const { items } = await client.checkIns.list({});
  const { photos } = await client.checkIns.get({ id: items[0]?.id ?? '' });
  return photos.flat();
}

const photosBecome = (station: Client, expected: unknown[]): Promise<Photo[]> =>
  vi.waitFor(
    async () => {
      const photos = await photosOf(station);
      expect(photos).toMatchObject(expected);
      return photos;
    },
    { timeout: 20_000, interval: 50 },
  );

const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code).end();
  };

/** One answer after the other, then the last one for good. */
const inTurn = (...answers: Answer[]): Answer => {
  let next = 0;
  return (request, response) => answers[Math.min(next++, answers.length - 1)]?.(request, response);
};

describe('a photo that cannot be fetched', () => {
  test('is tried again two seconds later, and told with its reason meanwhile', async () => {
    const server = await serve({ '/a': inTurn(status(500), send(await jpeg())) });
    const station = await start();
    await station.post(checkInWith([server.at('/a')]));
    const [photo] = await photosBecome(station, [{ state: 'waiting', problem: 'server-error' }]);
    expect(Date.parse(photo?.nextTryAt ?? '') - Date.now()).toBeLessThanOrEqual(2_000);
    await photosBecome(station, [{ state: 'captured', problem: null, nextTryAt: null }]);
    expect(server.asked).toHaveLength(2);
  });

  test('and never will be has failed at once', async () => {
    const station = await start([]);
    await station.post(checkInWith(['not an address', 'http://127.0.0.1:1/', 'http://[::ffff:169.254.169.254]/']));
    const gone = { state: 'failed', nextTryAt: null };
    await photosBecome(station, [
      { ...gone, problem: 'bad-address' },
      { ...gone, problem: 'refused-address' },
      { ...gone, problem: 'refused-address' },
    ]);
  });

  test('is fetched when its host is allowed in the settings', async () => {
    const server = await serve({ '/a': send(await jpeg()) });
    const station = await start([]);
    await station.post(checkInWith([server.at('/a')]));
    await photosBecome(station, [{ state: 'failed', problem: 'refused-address' }]);
    expect(server.connections()).toBe(0);
    await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
    await photosBecome(station, [{ state: 'captured' }]);
  });

  test('is tried again now when somebody asks for it', async () => {
    const server = await serve({ '/a': inTurn(status(404), send(await jpeg())) });
    const station = await start();
    await station.post(checkInWith([server.at('/a')]));
    const [photo] = await photosBecome(station, [{ state: 'waiting', problem: 'not-found' }]);
    const retried = await station.client.photos.retry({ id: photo?.id ?? '' });
    expect(retried).toMatchObject({ state: 'waiting', problem: null, nextTryAt: null });
    await photosBecome(station, [{ state: 'captured' }]);
    await expect(station.client.photos.retry({ id: '999' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('two photos of one host are fetched at once, and no more', async () => {
  const photo = await jpeg();
  let open = 0;
  let most = 0;
  const slow: Answer = (request, response) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      send(photo)(request, response);
    }, 30);
  };
  const paths = Array.from({ length: 8 }, (_, i) => `/${i}`);
  const server = await serve(Object.fromEntries(paths.map((path) => [path, slow])));
  const station = await start();
  await station.post(checkInWith(paths.map(server.at)));
  await photosBecome(
    station,
    paths.map(() => ({ state: 'captured' })),
  );
  expect(most).toBe(2);
});

describe('what is under way when the station ends', () => {
  const spawned = async (dataFolder: string): Promise<SpawnedStation> => {
    const station = await spawnStation(dataFolder);
    endings.push(() => endStation(station.process, 'SIGKILL'));
    return station;
  };

  test.each(['SIGKILL', 'SIGTERM'] as const)('by %s is fetched by the next one', async (signal) => {
    const folder = temporaryFolder();
    endings.push(folder.dispose);
    const photo = await jpeg();
    const server = await serve({ '/fast': send(photo), '/slow': inTurn(() => {}, send(photo)) });
    const first = await spawned(folder.path);
    const { client, post } = waysToUse(first.ready.callback, first.ready.api, first.ready.token);
    await client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
    await post(checkInWith([server.at('/fast'), server.at('/slow')]));
    await photosBecome({ client }, [{ state: 'captured' }, { state: 'waiting' }]);
    await vi.waitFor(() => expect(server.asked.map(({ url }) => url)).toContain('/slow'));
    await endStation(first.process, signal);
    const second = await spawned(folder.path);
    const again = waysToUse(second.ready.callback, second.ready.api, second.ready.token);
    await photosBecome(again, [{ state: 'captured' }, { state: 'captured' }]);
    // Both are fetched at once, in either order.
    expect(server.asked.map(({ url }) => url).toSorted()).toEqual(['/fast', '/slow', '/slow']);
  });

  test('right after the acknowledgement is fetched by the next one', async () => {
    const folder = temporaryFolder();
    endings.push(folder.dispose);
    const server = await serve({ '/a': send(await jpeg()) });
    const first = await spawned(folder.path);
    const { client, post } = waysToUse(first.ready.callback, first.ready.api, first.ready.token);
    await client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
    await post(checkInWith([server.at('/a')]));
    await endStation(first.process, 'SIGKILL');
    expect(server.asked).toEqual([]);
    const second = await spawned(folder.path);
    await photosBecome(waysToUse(second.ready.callback, second.ready.api, second.ready.token), [{ state: 'captured' }]);
  });
});

describe('a disk without room', () => {
  const capture = (dataFolder: string, freeBytes: () => Promise<number>) =>
    new PhotoCapture(
      () => ({ network: PC_NETWORK, allowedHosts: ['127.0.0.1'], limits: DOWNLOAD_LIMITS }),
      new PhotoFiles(dataFolder, freeBytes),
      pino({ level: 'silent' }),
    );
  const signal = new AbortController().signal;

  test('is left to check-ins: no photo is fetched or stored', async () => {
    const folder = temporaryFolder();
    endings.push(folder.dispose);
    const server = await serve({ '/a': send(await jpeg()) });
    let free = 500 * 1024 * 1024;
    const photos = capture(folder.path, async () => free);
    expect(await photos.capture(server.at('/a'), signal)).toEqual({ ok: false, problem: 'not-stored' });
    expect(server.connections()).toBe(0);
    expect(existsSync(join(folder.path, 'photos'))).toBe(false);
    free *= 2;
    expect((await photos.capture(server.at('/a'), signal)).ok).toBe(true);
  });

  test('or a folder that cannot be written to is a reason to try again', async () => {
    const server = await serve({ '/a': send(await jpeg()) });
    const photos = capture('/dev/null/nowhere', async () => Number.MAX_SAFE_INTEGER);
    expect(await photos.capture(server.at('/a'), signal)).toEqual({ ok: false, problem: 'not-stored' });
  });
});

describe('the plan of attempts', () => {
  /** How often a photo is tried that always has this problem, and for how many minutes. */
  function plan(problem: PhotoProblem): { attempts: number; minutes: number } {
    let ms = 0;
    for (let attempts = 1; attempts < 100; attempts++) {
      const wait = waitAfter(problem, attempts, ms);
      if (wait === null) return { attempts, minutes: Math.round(ms / 60_000) };
      expect(wait).toBeGreaterThanOrEqual(2_000);
      expect(wait).toBeLessThanOrEqual(600_000);
      ms += wait;
    }
    return { attempts: Number.POSITIVE_INFINITY, minutes: Number.POSITIVE_INFINITY };
  }

  test.each([
    ['server-error', 9, 46],
    ['no-connection', 9, 46],
    ['timed-out', 9, 46],
    ['not-found', 4, 11],
    ['not-an-image', 4, 11],
    ['too-many-redirects', 4, 11],
    ['bad-address', 1, 0],
    ['refused-address', 1, 0],
    ['too-large', 1, 0],
    ['too-many-pixels', 1, 0],
    ['too-many', 1, 0],
    ['not-stored', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ] as const)('%s: %f attempts within %f minutes', (problem, attempts, minutes) => {
    expect(plan(problem)).toEqual({ attempts, minutes });
  });

  const MINUTE = 60_000;

  /** Tries a photo that has these problems one after the other, as its plan says; how often, and whether it was given up. */
  function tries(problems: Iterable<PhotoProblem>): { count: number; minutes: number; isGivenUp: boolean } {
    let tried: Tried = { problem: null, attempts: 0, triedSince: null };
    let now = 0;
    let count = 0;
    for (const problem of problems) {
      count += 1;
      const { wait, ...next } = nextTry(tried, problem, now);
      if (wait === null) return { count, minutes: now / MINUTE, isGivenUp: true };
      tried = { problem, ...next };
      now += wait;
    }
    return { count, minutes: now / MINUTE, isGivenUp: false };
  }
  const times = (count: number, problem: PhotoProblem): PhotoProblem[] => Array(count).fill(problem);

  test('of a photo that could not be stored for a week begins anew with the first trouble of its server', () => {
    const full = times(1_100, 'not-stored');
    expect(tries(full).minutes).toBeGreaterThan(7 * 24 * 60);
    expect(tries([...full, 'no-connection'])).toMatchObject({ isGivenUp: false });
    expect(tries([...full, ...times(8, 'server-error')])).toMatchObject({ isGivenUp: false });
    expect(tries([...full, ...times(9, 'server-error')])).toMatchObject({ isGivenUp: true });
  });

  test('of a photo that is still being sent when the line is back has its own attempts', () => {
    const down = times(6, 'no-connection');
    expect(tries([...down, ...times(3, 'not-found')])).toMatchObject({ isGivenUp: false });
    expect(tries([...down, ...times(4, 'not-found')])).toMatchObject({ isGivenUp: true });
  });

  test('ends for a server with ever other problems, and asks it more seldom meanwhile', () => {
    function* turns(): Generator<PhotoProblem> {
      for (;;) yield* ['server-error', 'not-found', 'timed-out'] as const;
    }
    const { count, minutes, isGivenUp } = tries(turns());
    expect(isGivenUp).toBe(true);
    expect(minutes / 60).toBeCloseTo(72, 0);
    expect(count).toBeLessThan(500);
  });

  test('is not over because the clock was set back', () => {
    const tried: Tried = { problem: 'no-connection', attempts: 2, triedSince: 1_000 * MINUTE };
    expect(nextTry(tried, 'no-connection', 0)).toEqual({ attempts: 3, triedSince: 0, wait: MINUTE });
  });

  test('is there for every problem', () => {
    for (const problem of PhotoProblem.options) expect(plan(problem).attempts).toBeGreaterThan(0);
  });
});
