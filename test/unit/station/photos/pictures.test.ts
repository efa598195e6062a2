import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { makePictures, type Pictures } from '../../../../electron/station/photos/pictures.ts';

const photo = (width: number, height: number, background = '#336699'): Sharp =>
  sharp({ create: { width, height, channels: 3, background } });
const SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
);

async function made(original: Buffer): Promise<Pictures> {
  const pictures = await makePictures(original);
  if (typeof pictures === 'string') throw new Error(pictures);
  return pictures;
}

/** The colour of a point of a picture, as rough steps of red, green and blue. */
async function colourAt(picture: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(picture)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, 3)].map((value) => Math.round(value / 64));
}

/** CRC of a PNG's chunk: https://www.w3.org/TR/png-3/#D-CRCAppendix */
function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG that says it has so many pixels; `rows` of them are there, all black. */
function png(width: number, height: number, rows: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))), { level: 9 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

describe('pictures of a photo', () => {
  test('have the longest sides of their sizes, upright or not', async () => {
    const { width, height, files } = await made(await photo(3_000, 4_000).jpeg().toBuffer());
    expect({ width, height }).toEqual({ width: 3_000, height: 4_000 });
    const sizes = async (picture: Buffer) => {
      const { format, width, height } = await sharp(picture).metadata();
      return [format, width, height];
    };
    expect(await sizes(files.full)).toEqual(['webp', 1_800, 2_400]);
    expect(await sizes(files.list)).toEqual(['webp', 360, 480]);
    expect(await sizes(files.card)).toEqual(['webp', 120, 160]);
  });

  test('are never larger than the photo', async () => {
    const { files } = await made(await photo(100, 50).png().toBuffer());
    for (const picture of Object.values(files)) {
      expect(await sharp(picture).metadata()).toMatchObject({ width: 100, height: 50 });
    }
  });

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('are made of %s', async (format) => {
    const { files } = await made(await photo(64, 48).toFormat(format).toBuffer());
    expect(await colourAt(files.card, 30, 20)).toEqual([1, 2, 2]);
  });

  test('are made of grey, of 16 bits, of CMYK and of transparent ones', async () => {
    const originals = [
      await photo(64, 48, '#fff').greyscale().jpeg().toBuffer(),
      await photo(64, 48, '#fff').toColourspace('rgb16').png().toBuffer(),
      await photo(64, 48, '#fff').toColourspace('cmyk').jpeg().toBuffer(),
      await sharp({ create: { width: 64, height: 48, channels: 4, background: '#00000000' } })
        .png()
        .toBuffer(),
    ];
    for (const original of originals)
      expect(await colourAt((await made(original)).files.full, 5, 5)).toEqual([4, 4, 4]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('are turned as EXIF orientation %i says', async (orientation) => {
    // Red at the left top of what is seen, blue elsewhere.
    const seen = photo(80, 40, '#0000ff').composite([
      { input: await photo(20, 20, '#ff0000').png().toBuffer(), left: 0, top: 0 },
    ]);
    const upright = await seen.png().toBuffer();
    // What a camera stores so that, turned by its orientation, this is seen.
    const stored = {
      1: sharp(upright),
      2: sharp(upright).flop(),
      3: sharp(upright).rotate(180),
      4: sharp(upright).flip(),
      5: sharp(await sharp(upright).rotate(270).toBuffer()).flip(),
      6: sharp(upright).rotate(270),
      7: sharp(await sharp(upright).rotate(90).toBuffer()).flip(),
      8: sharp(upright).rotate(90),
    }[orientation];
    const original = await stored?.withMetadata({ orientation }).jpeg({ quality: 100 }).toBuffer();
    const { width, height, files } = await made(original ?? Buffer.alloc(0));
    expect({ width, height }).toEqual({ width: 80, height: 40 });
    expect(await colourAt(files.full, 8, 8)).toEqual([4, 0, 0]);
    expect(await colourAt(files.full, 70, 8)).toEqual([0, 0, 4]);
    expect(await colourAt(files.full, 8, 35)).toEqual([0, 0, 4]);
  });

  test('tell neither place, time nor camera', async () => {
    const original = await photo(64, 48)
      .withExif({
        IFD0: { Make: 'SECRET-CAMERA', Copyright: 'SECRET-OWNER' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>SECRET-XMP</secret></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    expect(original.toString('latin1')).toMatch(/SECRET-CAMERA[\s\S]*SECRET-XMP/);
    for (const picture of Object.values((await made(original)).files)) {
      expect(picture.toString('latin1')).not.toMatch(/SECRET|GPS|EXIF|XMP|ICCP/i);
      const { exif, xmp, iptc, icc, orientation } = await sharp(picture).metadata();
      expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    }
  });

  test.each(['gif', 'webp'] as const)('of an animated %s are the first one alone', async (format) => {
    const frames = ['#ff0000', '#00ff00', '#0000ff'].map((colour) => photo(64, 48, colour).png().toBuffer());
    const original = await sharp(await Promise.all(frames), { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    expect((await sharp(original).metadata()).pages).toBe(3);
    const { width, height, files } = await made(original);
    expect({ width, height }).toEqual({ width: 64, height: 48 });
    expect(await colourAt(files.full, 30, 20)).toEqual([4, 0, 0]);
    const { pages, height: full } = await sharp(files.full, { animated: true }).metadata();
    expect([pages ?? 1, full]).toEqual([1, 48]);
  });

  test('of a file that is a web page as well hold nothing of the page', async () => {
    const script = '<html><script>alert("POLYGLOT")</script></html>';
    const jpeg = await photo(64, 48).jpeg().toBuffer();
    // In a comment right after its beginning, and after its end.
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, script.length + 2]), Buffer.from(script)]);
    const original = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from(script)]);
    for (const picture of Object.values((await made(original)).files)) {
      expect(picture.toString('latin1')).not.toMatch(/script|POLYGLOT|html/i);
    }
  });

  test('of a GIF that is JavaScript as well hold nothing of it', async () => {
    const gif = await photo(64, 48).gif().toBuffer();
    const original = Buffer.concat([gif, Buffer.from('*/=1;alert("POLYGLOT")//')]);
    for (const picture of Object.values((await made(original)).files)) {
      expect(picture.toString('latin1')).not.toContain('POLYGLOT');
    }
  });
});

describe('no picture is made of', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('this is no photo, whatever its name says: a.jpg')],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['SVG with a script', SVG],
    ['SVG behind white space', Buffer.concat([Buffer.from('\n \ufeff  '), SVG])],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj')],
    ['a ZIP', Buffer.from('PK\x03\x04 and more of it')],
    ['BMP', Buffer.from('BM and enough bytes to be one')],
    ['a film', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')],
    ['the beginning of a JPEG alone', Buffer.from('\xff\xd8\xff\xe0 and then text, no picture', 'latin1')],
    ['SVG that begins like a PNG', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), SVG])],
    ['SVG that begins like a GIF', Buffer.concat([Buffer.from('GIF89a'), SVG])],
  ])('%s', async (_what, original) => {
    expect(await makePictures(original)).toBe('not-an-image');
  });

  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s that ends halfway', async (format) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const whole = await sharp({ create: { width: 300, height: 200, channels: 3, noise, background: '#000' } })
      .toFormat(format)
      .toBuffer();
    expect(typeof (await makePictures(whole))).toBe('object');
    expect(await makePictures(whole.subarray(0, whole.length / 2))).toBe('not-an-image');
  });

  test('TIFF, which no phone makes', async () => {
    expect(await makePictures(await photo(64, 48).tiff().toBuffer())).toBe('not-an-image');
  });

  test('50,000 by 50,000 pixels in a small file, and no memory is taken for them', async () => {
    const bomb = png(50_000, 50_000, 2_000);
    expect(bomb.length).toBeLessThan(100_000);
    await made(await photo(10, 10).png().toBuffer());
    const before = process.resourceUsage().maxRSS;
    expect(await makePictures(bomb)).toBe('too-many-pixels');
    // In kB.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(50_000);
  });

  test.each([
    [10_000, 5_001],
    [65_535, 65_535],
    [2 ** 31 - 1, 1],
    [1, 2 ** 31 - 1],
  ])('%i by %i pixels', async (width, height) => {
    expect(await makePictures(png(width, height, 1))).toMatch(/^(too-many-pixels|not-an-image)$/);
  });
});

test('a GIF that says it is larger than a photo is taken for as large as its picture', async () => {
  const gif = await photo(64, 48).gif().toBuffer();
  gif.writeUInt16LE(65_535, 6);
  gif.writeUInt16LE(65_535, 8);
  const { width, height } = await made(gif);
  expect(width * height).toBeLessThan(1_000_000);
});
