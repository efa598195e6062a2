import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../../electron/station/intake/judge.ts';
import type { CheckInDetail } from '../../../shared/check-in.ts';
import { photoPath } from '../../../shared/photo.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { type StationParts, startTestStation, type TestStation, TOKEN } from '../../support/station.ts';
import { type Answer, jpeg, type PhotoServer, send, startPhotoServer } from './photo-server.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function start(parts: StationParts = {}): Promise<TestStation> {
  const station = await startTestStation(parts);
  endings.push(station.dispose);
  await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
  return station;
}

async function serve(answers: Record<string, Answer>): Promise<PhotoServer> {
  const server = await startPhotoServer(answers);
  endings.push(server.stop);
  return server;
}

/** A check-in with these photos of one damage each. */
function checkInWith(photos: string[][], receiveBaseId?: number) {
  const paintsInfo = photos.map((images) => ({ describe: 'Scratch', images, position: 'p', positionName: 'Door' }));
  return signedCheckIn({
    ...(receiveBaseId === undefined ? {} : { receiveBaseId }),
    content: { preCheckInfo: { paintsInfo } },
  });
}

async function onlyCheckIn(station: TestStation): Promise<CheckInDetail> {
  const { items } = await station.client.checkIns.list({});
  return station.client.checkIns.get({ id: items[0]?.id ?? '' });
}

/** Waits until the photos of the only check-in are as expected. */
async function photosBecome(station: TestStation, expected: unknown): Promise<CheckInDetail['photos']> {
  return vi.waitFor(async () => {
    const { photos } = await onlyCheckIn(station);
    expect(photos).toEqual(expected);
    return photos;
  }, 15_000);
}

const captured = (original: Buffer) =>
  expect.objectContaining({ state: 'captured', problem: null, sha256: sha256(original).toString('hex') });

const picture = (station: TestStation, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, station.api), { headers: { authorization: `Bearer ${TOKEN}` }, ...init });

describe('a photo of a check-in', () => {
  test('is captured on arrival, kept as it came and served in three sizes', async () => {
    const original = await jpeg(3_000, 2_000);
    const server = await serve({ '/a.jpg': send(original) });
    const station = await start();
    await station.post(checkInWith([[server.at('/a.jpg')]]).body);
    const [[photo] = []] = await photosBecome(station, [[captured(original)]]);
    expect(photo).toMatchObject({ width: 3_000, height: 2_000, nextTryAt: null });

    const hash = photo?.sha256 ?? '';
    const stored = join(station.dataFolder, 'photos/originals', hash.slice(0, 2), hash);
    expect(readFileSync(stored).equals(original)).toBe(true);
    const widths = { card: 160, list: 480, full: 2_400 } as const;
    for (const size of ['card', 'list', 'full'] as const) {
      const response = await picture(station, photoPath(hash, size));
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/webp',
        'cache-control': 'private, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      });
      const { format, width } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
      expect({ format, width }).toEqual({ format: 'webp', width: widths[size] });
    }
  });

  test('is on its card', async () => {
    const server = await serve(
      Object.fromEntries(
        await Promise.all(
          ['/1', '/2', '/3', '/4'].map(async (path, i) => [path, send(await jpeg(60 + i, 40))] as const),
        ),
      ),
    );
    const station = await start();
    await station.post(
      checkInWith([
        [server.at('/1'), server.at('/2')],
        [server.at('/3'), server.at('/4')],
      ]).body,
    );
    await photosBecome(station, [
      [expect.objectContaining({ width: 60 }), expect.objectContaining({ width: 61 })],
      [expect.objectContaining({ width: 62 }), expect.objectContaining({ width: 63 })],
    ]);
    const stop = new AbortController();
    for await (const event of station.watch(stop.signal)) {
      if (event.type !== 'snapshot') continue;
      expect(event.cards[0]?.photos.map(({ width }) => width)).toEqual([60, 61, 62]);
      break;
    }
    stop.abort();
  });

  test('is served to nobody without the token, and under no other name', async () => {
    const original = await jpeg();
    const server = await serve({ '/a.jpg': send(original) });
    const station = await start();
    await station.post(checkInWith([[server.at('/a.jpg')]]).body);
    const [[photo] = []] = await photosBecome(station, [[captured(original)]]);
    const hash = photo?.sha256 ?? '';
    const path = photoPath(hash, 'card');
    expect((await picture(station, path, { headers: {} })).status).toBe(401);
    expect((await picture(station, `${path}?token=${TOKEN}`, { headers: {} })).status).toBe(401);
    for (const other of [
      `/photos/${hash}/huge.webp`,
      `/photos/${hash}/card.jpg`,
      `/photos/${hash.toUpperCase()}/card.webp`,
      `/photos/${'0'.repeat(64)}/card.webp`,
      `/photos/${hash}/..%2f..%2f..%2foriginals/${hash.slice(0, 2)}/${hash}`,
      `/photos/originals/${hash.slice(0, 2)}/${hash}`,
      '/photos/',
    ]) {
      expect((await picture(station, other)).status, other).toBe(404);
    }
  });

  test('still shows when its server is gone', async () => {
    const original = await jpeg();
    const server = await startPhotoServer({ '/a.jpg': send(original), '/b.jpg': send(await jpeg(50, 50)) });
    const station = await start();
    await station.post(checkInWith([[server.at('/a.jpg'), server.at('/b.jpg')]]).body);
    const photos = await photosBecome(station, [[captured(original), expect.objectContaining({ state: 'captured' })]]);
    await server.stop();
    for (const { sha256: hash } of photos.flat()) {
      for (const size of ['card', 'list', 'full'] as const) {
        expect((await picture(station, photoPath(hash ?? '', size))).status).toBe(200);
      }
    }
  });

  test('tells every open board when it is captured', async () => {
    const server = await serve({ '/a.jpg': send(await jpeg()) });
    const station = await start();
    const stop = new AbortController();
    const heard: string[] = [];
    const watching = (async () => {
      for await (const event of station.watch(stop.signal)) {
        if (event.type !== 'card') continue;
        heard.push(`${event.cause} ${event.card.photos[0]?.state}`);
        if (event.card.photos[0]?.state === 'captured') return;
      }
    })();
    await station.post(checkInWith([[server.at('/a.jpg')]]).body);
    await watching;
    stop.abort();
    expect(heard).toEqual(['arrived undefined', 'updated captured']);
  });

  test('that a second message names again is kept; new ones are added', async () => {
    const [a, b] = [await jpeg(100, 50), await jpeg(200, 50)];
    const server = await serve({ '/a.jpg': send(a), '/b.jpg': send(b) });
    const station = await start();
    await station.post(checkInWith([[server.at('/a.jpg')]], 71).body);
    const [[first] = []] = await photosBecome(station, [[captured(a)]]);
    await station.post(checkInWith([[server.at('/b.jpg')], [server.at('/a.jpg')]], 71).body);
    await photosBecome(station, [[captured(b)], [first]]);
    expect(server.asked.map(({ url }) => url)).toEqual(['/a.jpg', '/b.jpg']);
  });

  test('never delays an acknowledgement, even if its server never answers', async () => {
    const server = await serve({ '/a.jpg': () => {} });
    const station = await start();
    const photos = Array.from({ length: 40 }, (_, i) => [`${server.at('/a.jpg')}?${i}`]);
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const startedAt = performance.now();
      expect((await station.post(checkInWith(photos).body)).status).toBe(200);
      times.push(performance.now() - startedAt);
    }
    expect(Math.max(...times)).toBeLessThan(1_000);
    expect(existsSync(join(station.dataFolder, 'photos'))).toBe(false);
  });
});
