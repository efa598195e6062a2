import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRandom, type NonEmpty, type Random } from './random.ts';

const WIDTH = 960;
const HEIGHT = 720;
/** Body colours as cars have them. */
const PAINTS: NonEmpty<readonly number[]> = [
  [168, 176, 186],
  [38, 44, 56],
  [150, 34, 38],
  [30, 62, 116],
  [226, 228, 230],
  [62, 92, 74],
];

/** Photos of damage for the demo and the pictures, served on this PC alone. Every address has a photo of its own. */
export async function servePhotos(): Promise<{ address: string; close: () => void }> {
  const server = createServer((request, response) => {
    samplePhoto(request.url ?? '').then(
      (bytes) => response.setHeader('content-type', 'image/jpeg').end(bytes),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A painted panel in daylight with a dent and some scratches, as a JPEG; the same for the same name. */
async function samplePhoto(name: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
  const pixels = panel(createRandom(seed));
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .blur(1)
    .jpeg({ quality: 82 })
    .toBuffer();
}

function panel(random: Random): Buffer {
  const paint = random.pick(PAINTS);
  const dent = { x: random.integer(300, 660), y: random.integer(220, 500), size: random.integer(70, 170) };
  const crease = random.integer(430, 640);
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const sky = 1.25 - y / HEIGHT + 0.12 * Math.sin((x / WIDTH) * 3 + y / 160);
      const fold = Math.abs(y - crease - (x - WIDTH / 2) / 14) < 5 ? -0.22 : 0;
      const from = Math.hypot(x - dent.x, (y - dent.y) * 1.3) / dent.size;
      const hollow = from < 1 ? 0.55 * Math.sin(from * Math.PI) * ((dent.y - y) / dent.size) : 0;
      const light = Math.max(0.18, 0.55 + 0.45 * sky + fold + hollow);
      for (let channel = 0; channel < 3; channel++) {
        pixels[(y * WIDTH + x) * 3 + channel] = Math.min(255, (paint[channel] ?? 0) * light + 14 * sky);
      }
    }
  }
  for (let scratch = random.integer(2, 5); scratch > 0; scratch--) drawScratch(pixels, random, dent);
  return pixels;
}

function drawScratch(pixels: Buffer, random: Random, near: { x: number; y: number; size: number }): void {
  let x = near.x + random.integer(-near.size, near.size);
  let y = near.y + random.integer(-near.size, near.size);
  const slope = random.next() - 0.5;
  const bright = random.chance(0.7) ? 235 : 60;
  for (let step = random.integer(120, 340); step > 0; step--) {
    x += 1;
    y += slope + (random.next() - 0.5) * 0.8;
    for (let thick = 0; thick < 3; thick++) {
      const at = ((Math.round(y) + thick) * WIDTH + x) * 3;
      if (x < WIDTH && y >= 0 && y + thick < HEIGHT) pixels.fill(bright, at, at + 3);
    }
  }
}
