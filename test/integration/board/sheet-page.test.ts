import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { photoPath } from '../../../shared/photo.ts';
import { LOGO_BYTES } from '../../../shared/sheet-page.ts';
import { pair } from '../../support/pair.ts';
import { startTestStation, type TestStation, TOKEN } from '../../support/station.ts';
import { jpeg } from '../photos/photo-server.ts';

let station: TestStation;
beforeAll(async () => {
  station = await startTestStation();
});
afterAll(() => station?.dispose());

const keep = (bytes: Uint8Array, client: TestStation['client'] = station.client) =>
  client.sheet.keepLogo({ base64: Buffer.from(bytes).toString('base64') });
const headers = { authorization: `Bearer ${TOKEN}` };

describe('a logo', () => {
  test('is kept as a picture of its own making, and served where photos are', async () => {
    const original = await sharp(await jpeg(900, 300))
      .withExif({ IFD0: { Copyright: 'Secret of the camera' } })
      .jpeg()
      .toBuffer();
    const logo = await keep(original);
    expect(logo).toMatchObject({ width: 900, height: 300 });
    const answer = await fetch(new URL(photoPath(logo.sha256, 'full'), station.board), { headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(bytes.includes('Secret of the camera')).toBe(false);
    const { sheet } = await station.client.settings.get();
    expect((await station.client.settings.set({ sheet: { ...sheet, logo } })).sheet.logo).toEqual(logo);
  });

  test('may be as large as the settings say, past what every other request may carry', async () => {
    const noise = Buffer.alloc(900 * 700 * 3);
    for (let at = 0; at < noise.length; at++) noise[at] = (at * 2_654_435_761) >>> 24;
    const large = await sharp(noise, { raw: { width: 900, height: 700, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(large.length).toBeGreaterThan(LOGO_BYTES * 0.9);
    expect(large.length).toBeLessThan(LOGO_BYTES);
    expect(await keep(large)).toMatchObject({ width: 900, height: 700 });
  });

  test.each([
    ['text', Buffer.from('not a picture')],
    [
      'a drawing that may hold a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('that is %s is refused, and nothing of it is kept', async (_what, bytes) => {
    const before = files();
    await expect(keep(bytes)).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { problem: 'not-an-image' } });
    expect(files()).toEqual(before);
  });

  test('is not taken from a second desk', async () => {
    const { client } = await pair(station, 'desk');
    await expect(keep(await jpeg(), client)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('no other request may carry that much', async () => {
  const send = (path: string) =>
    fetch(new URL(path, station.board), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ json: { q: 'x'.repeat(100_000) } }),
    });
  expect((await send('/rpc/checkIns/list')).status).toBe(413);
  expect((await send('/rpc/sheet/keepLogo')).status).toBe(400);
});

test('nobody else reaches a board that is closed to the network, and the sheet says no address', async () => {
  expect(await station.client.sheet.boardAddress()).toEqual({ address: null });
});

test('an open board is named by its address in the network, without any token, to a second desk as well', async () => {
  const address = {
    address: '127.0.0.2',
    netmask: '255.0.0.0',
    family: 'IPv4',
    mac: '',
    internal: false,
    cidr: null,
  } as const;
  const open = await startTestStation({ network: { interfaces: () => ({ lan: [address] }), lookEveryMs: 15_000 } });
  try {
    await open.client.settings.set({ lan: { isOpen: true } });
    const { client } = await pair(open, 'desk');
    await expect
      .poll(async () => (await client.sheet.boardAddress()).address)
      .toBe(`http://127.0.0.2:${new URL(open.board).port}`);
  } finally {
    await open.dispose();
  }
});

function files(): string[] {
  const folder = join(station.dataFolder, 'photos');
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
}
