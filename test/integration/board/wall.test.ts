import { request } from 'node:http';
import { getEventMeta } from '@orpc/client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WallEvent } from '../../../shared/contract.ts';
import { photoPath } from '../../../shared/photo.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, TOKEN } from '../../support/station.ts';
import { jpeg, send, startPhotoServer } from '../photos/photo-server.ts';

/** Everything about a check-in that must never be on a wall, with a value that occurs nowhere else. */
const PRIVATE = {
  carOwnerFirstName: 'PRIVATEFIRST',
  carOwnerLastName: 'PRIVATELAST',
  carOwnerMobile: '07999888777',
  carOwnerGender: 'PRIVATEGENDER',
  carVin: 'PRIVATEVIN1234567',
};
const PRIVATE_TEXT =
  /PRIVATE|07999888777|07111222333|97531|33\.5|555444333222111|callback|quarantin|allowedHosts|127\.0\.0\.1|ownerName|mobile|photos\.test/i;

function telling(photos: string[], plate = 'AB12 CDE', receiveBaseId = '555444333222111') {
  return signedCheckIn({
    receiveBaseId,
    content: {
      carInfo: {
        ...PRIVATE,
        carNum: plate,
        carBrandName: 'BMW',
        carStyleName: '320d',
        carProductionDate: 1451577600000,
      },
      preCheckInfo: {
        lightInfo: ['20_Engine malfunction'],
        odograph: 97531,
        oilGauge: 33.5,
        paintsInfo: [
          { describe: 'PRIVATE dent', images: photos, position: 'PRIVATEPOS', positionName: 'PRIVATE wing' },
        ],
        personalItemList: ['PRIVATE golf bag'],
        remark: 'PRIVATE remark',
      },
      staffInfo: {
        areaCode: '+44',
        brandId: 114,
        mobile: '07111222333',
        storeId: 8_484_848,
        userId: 18,
        userName: 'Y Xing',
      },
    },
  });
}

async function stationForTest(): Promise<TestStation> {
  const station = await startTestStation();
  onTestFinished(() => station.dispose());
  return station;
}

/** A wall's connection as bytes: all that the station sends to it, whatever any client would make of it. */
function openWire(station: TestStation, lastEventId?: string): { text: () => string; close: () => void } {
  const { port, hostname } = new URL(station.api);
  const headers = {
    authorization: `Bearer ${TOKEN}`,
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  let text = '';
  const sent = request({ hostname, port, method: 'POST', path: '/rpc/wall/watch', headers, agent: false }, (answer) => {
    text += JSON.stringify(answer.headers);
    answer.setEncoding('utf8').on('error', () => {});
    answer.on('data', (chunk: string) => {
      text += chunk;
    });
  });
  sent.on('error', () => {});
  sent.end();
  onTestFinished(() => void sent.destroy());
  return { text: () => text, close: () => void sent.destroy() };
}

const until = (wire: { text: () => string }, what: string | RegExp): Promise<void> =>
  vi.waitFor(() => expect(wire.text()).toMatch(what), { timeout: 10_000 });

/** A wall by the client; `next` waits for what comes next, ticks apart. */
async function openWall(station: TestStation, lastEventId?: string) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const resume = lastEventId === undefined ? {} : { lastEventId };
  const events = await station.client.wall.watch(undefined, { signal: ending.signal, ...resume });
  let id: string | undefined;
  return {
    lastId: () => id,
    close: () => ending.abort(),
    next: async (): Promise<Exclude<WallEvent, { type: 'tick' }>> => {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error('the wall was told no more');
        id = getEventMeta(value)?.id;
        if (value.type !== 'tick') return value;
      }
    },
  };
}

describe('no byte that a wall is sent holds what is private', () => {
  test('from the first word on, through updates, moves, settings and a resumed connection', async () => {
    const station = await stationForTest();
    const photos = await startPhotoServer({ '/1.jpg': send(await jpeg(800, 600, '#336699')) });
    onTestFinished(photos.stop);
    await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
    const wall = await openWall(station);
    await wall.next();
    const resumeFrom = wall.lastId();

    const early = openWire(station);
    await until(early, '"snapshot"');
    expect((await station.post(telling([photos.at('/1.jpg'), 'https://photos.test.invalid/2.jpg']).body)).status).toBe(
      200,
    );
    await until(early, /"photos":\["[0-9a-f]{64}"/);
    const { items } = await station.client.checkIns.list({});
    const id = items[0]?.id ?? '';
    expect(items[0]?.owner.lastName).toBe('PRIVATELAST');

    expect((await station.post(telling([photos.at('/1.jpg')], 'NEW 7 PLATE').body)).status).toBe(200);
    await until(early, 'NEW 7 PLATE');
    await station.client.checkIns.move({ id, from: 'new', to: 'ready' });
    await until(early, '"lane":"ready"');
    await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1', 'private.example'] } });
    await station.client.settings.set({ wall: { plates: 'masked', photos: true } });
    await until(early, 'NE• • •••TE');
    expect((await station.post(signedCheckIn({ secret: 'another-secret-of-nobody' }).body)).status).toBe(401);
    await until(early, '"type":"status"');

    const late = openWire(station);
    await until(late, '"snapshot"');
    const resumed = openWire(station, resumeFrom);
    await until(resumed, '"snapshot"');
    expect(late.text()).toContain('Y Xing');
    for (const wire of [early, late, resumed]) expect(wire.text()).not.toMatch(PRIVATE_TEXT);
    expect(late.text()).not.toContain('NEW 7');
    expect(resumed.text()).not.toContain('NEW 7');
  });
});

describe('a wall', () => {
  test('is told what stands on it, what arrives, what moves and what leaves, with the count of each lane', async () => {
    const station = await stationForTest();
    expect((await station.post(telling([]).body)).status).toBe(200);
    const wall = await openWall(station);
    const first = await wall.next();
    expect(first).toMatchObject({ type: 'snapshot', counts: { new: 1 }, status: { accepting: true } });
    const id = first.type === 'snapshot' ? (first.cards[0]?.id ?? '') : '';
    await station.client.checkIns.move({ id, from: 'new', to: 'seen' });
    expect(await wall.next()).toMatchObject({ type: 'card', card: { id, lane: 'seen' }, counts: { new: 0, seen: 1 } });
    await station.client.checkIns.move({ id, from: 'seen', to: 'handed-over' });
    expect(await wall.next()).toEqual({
      type: 'gone',
      id,
      counts: { new: 0, seen: 0, 'health-check': 0, ready: 0 },
    });
    await station.client.checkIns.move({ id, from: 'handed-over', to: 'ready' });
    expect(await wall.next()).toMatchObject({ type: 'card', card: { id, lane: 'ready' } });
  });

  test('that was away resumes after the last that it heard', async () => {
    const station = await stationForTest();
    const wall = await openWall(station);
    await wall.next();
    const lastId = wall.lastId();
    wall.close();
    await station.post(telling([], 'WHILE AWAY').body);
    const back = await openWall(station, lastId);
    expect(await back.next()).toMatchObject({ type: 'card', card: { plate: 'WHILE AWAY' } });
  });

  test('that was away while plates were hidden is told everything anew', async () => {
    const station = await stationForTest();
    await station.post(telling([], 'AB12 CDE').body);
    const wall = await openWall(station);
    expect(await wall.next()).toMatchObject({ cards: [{ plate: 'AB12 CDE' }] });
    const lastId = wall.lastId();
    wall.close();
    await station.client.settings.set({ wall: { plates: 'masked', photos: false } });
    const back = await openWall(station, lastId);
    expect(await back.next()).toMatchObject({ type: 'snapshot', cards: [{ plate: 'AB•• •DE', photos: [] }] });
  });

  test('needs the token, as everything does', async () => {
    const station = await stationForTest();
    const answer = await fetch(new URL('/rpc/wall/watch', station.api), { method: 'POST' });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('snapshot');
    expect((await fetch(new URL(photoPath('ab'.repeat(32), 'card'), station.api))).status).toBe(401);
  });
});
