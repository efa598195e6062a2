import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';
import { jpeg, type PhotoServer, send, startPhotoServer } from '../photos/photo-server.ts';

const DAY = 86_400_000;
const NAME = 'Quetzalcoatlus';
const PHONE = '07700987654';
const ON = Date.UTC(2026, 0, 10, 12);

/** All bytes below a folder: the database, its log, photos, whatever is there. */
function bytesBelow(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  return Buffer.concat(files.map((path) => readFileSync(path)));
}

const holds = (folder: string, text: string): boolean => {
  const bytes = bytesBelow(folder);
  return [text, text.toLowerCase()].some((form) => bytes.includes(form));
};

function person(plate: string, photos: string[] = [], receiveBaseId?: number, carVin = 'WVWZZZ1JZXW000001') {
  return signedCheckIn({
    ...(receiveBaseId === undefined ? {} : { receiveBaseId }),
    content: {
      carInfo: {
        carNum: plate,
        carOwnerFirstName: NAME,
        carOwnerLastName: 'Marchetti',
        carOwnerMobile: PHONE,
        carVin,
      },
      preCheckInfo: {
        remark: `${NAME} waits outside, ${PHONE}`,
        paintsInfo: [{ describe: 'Dent', images: photos, position: 'p', positionName: 'Door' }],
      },
    },
  }).body;
}

let now = ON;
let station: TestStation;
let photos: PhotoServer;
beforeAll(async () => {
  photos = await startPhotoServer({ '/1.jpg': send(await jpeg(400, 300, '#aa3311')) });
  station = await startTestStation({ now: () => now });
  await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
});
afterAll(async () => {
  await station?.dispose();
  await photos?.stop();
});

/** Waits until all that the terms and requests had to remove is gone, traces in the file included. */
async function untilRemoved(lines: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const log = await station.client.retention.log();
      expect(log.filter(({ endedAt }) => endedAt !== null)).toHaveLength(lines);
    },
    { timeout: 20_000, interval: 25 },
  );
}

describe('when the terms have ended', () => {
  test('nothing in the data folder holds the name or the phone number', async () => {
    await station.post(person('AB12 CDE', [photos.at('/1.jpg')]));
    for (let other = 0; other < 40; other++) await station.post(signedCheckIn().body);
    const [first] = (await station.client.history.list({ q: 'AB12 CDE', limit: 200 })).items.slice(-1);
    const id = first?.id ?? '';
    await station.client.checkIns.writeDesk({
      id,
      from: { note: null, keyTag: null, promisedAt: null },
      to: { note: `Call ${NAME}`, keyTag: null, promisedAt: null },
    });
    await station.client.checkIns.move({ id, from: 'new', to: 'handed-over' });
    const sha256 = await vi.waitFor(async () => {
      const photo = (await station.client.checkIns.get({ id })).photos[0]?.[0];
      expect(photo?.state).toBe('captured');
      return photo?.sha256 ?? '';
    }, 15_000);
    const original = join(station.dataFolder, 'photos/originals', sha256.slice(0, 2), sha256);
    expect([holds(station.dataFolder, NAME), holds(station.dataFolder, PHONE), existsSync(original)]).toEqual([
      true,
      true,
      true,
    ]);

    // What a check found changed, and put out of the way.
    writeFileSync(`${original}.damaged`, PHONE);
    // A sheet that could not be printed, and one that a shop laid there itself.
    const sheets = join(station.dataFolder, 'sheets');
    mkdirSync(sheets);
    writeFileSync(join(sheets, `check-in ${id} AB12 CDE.pdf`), NAME);
    writeFileSync(join(sheets, 'price list.pdf'), 'prices');

    now = ON + 60 * DAY;
    const preview = await station.client.retention.preview({ personal: 30, photos: 30, visits: null });
    expect(preview).toMatchObject({
      personal: { count: 41, oldest: new Date(ON).toISOString() },
      photos: { count: 1, bytes: expect.any(Number) },
      visits: null,
    });
    await station.client.settings.set({ retention: { personal: 30, photos: 30, visits: null } });
    await untilRemoved(2);
    await vi.waitFor(
      () => {
        expect([holds(station.dataFolder, NAME), holds(station.dataFolder, PHONE), existsSync(original)]).toEqual([
          false,
          false,
          false,
        ]);
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(readdirSync(sheets)).toEqual(['price list.pdf']);
    const left = await station.client.checkIns.get({ id });
    expect(left).toMatchObject({
      plate: 'AB12 CDE',
      owner: { mobile: null },
      personalRemovedAt: new Date(now).toISOString(),
    });
    expect(left.photos[0]?.[0]).toMatchObject({ state: 'failed', problem: 'removed' });
    expect((await station.client.history.list({ q: 'WVWZZZ1JZXW000001' })).items).toMatchObject([{ id }]);
  });

  test('a board that is open hears of it', async () => {
    await station.post(person('ON BOARD'));
    const ends = new AbortController();
    const names: (string | null | undefined)[] = [];
    for await (const event of await station.client.board.watch(undefined, { signal: ends.signal })) {
      if (event.type !== 'snapshot') continue;
      names.push(event.cards.find(({ plate }) => plate === 'ON BOARD')?.ownerName);
      if (names.length === 2) break;
      now += 60 * DAY;
      await station.client.settings.set({ retention: { personal: 31, photos: 30, visits: null } });
    }
    ends.abort();
    expect(names).toEqual([`${NAME} Marchetti`, null]);
  });
});

describe('what somebody at the desk is called', () => {
  test('goes with the personal data, from tick-offs with their notes, what was typed and what was accepted by hand', async () => {
    const who = 'Parasaurolophus';
    const folder = temporaryFolder();
    const clock = { now: ON };
    const parts = { dataFolder: folder.path, now: () => clock.now, sinceBoot: () => clock.now };
    await (await startTestStation(parts)).stop();
    clock.now += 600_000;
    const desk = await startTestStation(parts);
    const [spot] = (await desk.client.blind.list({ withHarmless: false, limit: 1 })).items;
    const looked = { losesFrom: spot?.losesFrom ?? '', losesTo: spot?.losesTo ?? '' };
    await desk.client.blind.tick({ ...looked, who, note: `${who} has called ${PHONE}` });
    const typed = { plate: 'TYPED', vin: '', ownerName: '', ownerMobile: '', odometer: null, remark: '' };
    const arrivedAt = new Date(clock.now).toISOString();
    const { id } = await desk.client.checkIns.enter({ ...typed, arrivedAt, who });
    await desk.post(signedCheckIn({ plate: 'BY HAND', secret: 'a secret that this shop never had' }).body);
    const [waiting] = (await desk.client.deliveries.quarantine.list({ limit: 1 })).items;
    const accepted = { ids: [waiting?.id ?? ''], name: who, reason: `${who} knows it` };
    expect(await desk.client.deliveries.quarantine.accept(accepted)).toMatchObject({ accepted: 1 });
    expect([holds(folder.path, who), holds(folder.path, PHONE)]).toEqual([true, true]);

    clock.now += 60 * DAY;
    expect(await desk.client.retention.preview({ personal: 30, photos: null, visits: 30 })).toMatchObject({
      personal: { ticks: 1 },
      visits: { ticks: 1 },
    });
    await desk.client.settings.set({ retention: { personal: 30, photos: null, visits: null } });
    await vi.waitFor(() => expect([holds(folder.path, who), holds(folder.path, PHONE)]).toEqual([false, false]), {
      timeout: 20_000,
      interval: 100,
    });
    expect((await desk.client.retention.log())[0]).toMatchObject({ ticks: 1 });
    const after = await desk.client.blind.list({ withHarmless: false, limit: 1 });
    expect(after.items).toMatchObject([{ state: 'ticked', ticked: { who: '', note: '' } }]);
    expect((await desk.client.checkIns.get({ id })).messages).toMatchObject([{ byHand: { name: '', reason: null } }]);
    await desk.stop();
    folder.dispose();
  }, 40_000);
});

describe('what one person asks for', () => {
  const asked = { by: 'phone', phone: '+44 7700 987 654' } as const;

  test('is found by the number whole, shown, and removed with a receipt', async () => {
    await station.post(person('MINE 1'));
    await station.post(person('MINE 2'));
    await station.post(signedCheckIn({ plate: 'OTHER' }).body);
    const found = await station.client.retention.find(asked);
    expect(found).toMatchObject({ isMore: false, visits: [{ plate: 'MINE 2' }, { plate: 'MINE 1', phone: PHONE }] });

    const sheet = join(station.dataFolder, 'sheets', `check-in ${found.visits[0]?.id} MINE 2.pdf`);
    writeFileSync(sheet, NAME);
    const receipt = await station.client.retention.remove({
      person: asked,
      ids: found.visits.map(({ id }) => id),
      kind: 'personal',
    });
    expect(existsSync(sheet)).toBe(false);
    expect(receipt).toMatchObject({
      kind: 'personal',
      messages: 2,
      visits: [{ plate: 'MINE 2' }, { plate: 'MINE 1' }],
    });
    expect(JSON.stringify(receipt)).not.toMatch(/Quetz|7700987/);
    expect((await station.client.retention.find(asked)).visits).toEqual([]);
    expect((await station.client.retention.log())[0]).toMatchObject({
      id: receipt.number,
      cause: 'request',
      visits: 2,
    });
    await vi.waitFor(
      () => expect([holds(station.dataFolder, NAME), holds(station.dataFolder, PHONE)]).toEqual([false, false]),
      { timeout: 20_000, interval: 100 },
    );
  });

  test('never takes a visit of somebody else, whatever is named', async () => {
    await station.post(signedCheckIn({ plate: 'SAFE' }).body);
    const [safe] = (await station.client.history.list({ limit: 1 })).items;
    const receipt = await station.client.retention.remove({ person: asked, ids: [safe?.id ?? ''], kind: 'visits' });
    expect(receipt.visits).toEqual([]);
    expect((await station.client.checkIns.get({ id: safe?.id ?? '' })).plate).toBe('SAFE');
  });

  test('may be the visits whole', async () => {
    const carVin = 'WAUZZZ8K9BA000002';
    await station.post(person('WHOLE', [], undefined, carVin));
    await station.post(signedCheckIn({ content: { carInfo: { carNum: 'LATER', carVin } } }).body);
    const [later] = (await station.client.history.list({ q: carVin })).items;
    const memory = async () => {
      for await (const event of await station.client.board.watch())
        if (event.type === 'snapshot') return event.cards.find(({ id }) => id === later?.id)?.memory;
      return undefined;
    };
    await expect.poll(memory).toMatchObject({ visit: 2 });
    const { visits } = await station.client.retention.find({ by: 'name', name: `Marchetti ${NAME}`, plate: 'whole' });
    expect(visits).toHaveLength(1);
    const ids = visits.map(({ id }) => id);
    const before = (await station.client.status()).lanes.new;
    await station.client.retention.remove({ person: asked, ids, kind: 'visits' });
    await expect(station.client.checkIns.get({ id: ids[0] ?? '' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await station.client.status()).lanes.new).toBe(before - 1);
    await expect.poll(memory).toBeNull();
  });
});
