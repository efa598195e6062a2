import type { Sharp, SharpOptions } from 'sharp';
import { PHOTO_SIZES, type PhotoProblem, type PhotoSize } from '../../../shared/photo.ts';
import { imageTypeOf } from './image-type.ts';

/** What phones make, up to 8160 by 6120; decoded it takes 150 MB. */
const MAX_PIXELS = 50_000_000;
/** The longest that one decoder or encoder may work, in s. */
const MAX_SECONDS = 20;

/** What is made of a photo: its size as it is turned, and a WebP of each size of {@link PHOTO_SIZES}. */
export type Pictures = { width: number; height: number; files: Record<PhotoSize, Buffer> };

type SharpModule = typeof import('sharp');
let loading: Promise<SharpModule['default']> | null = null;

/** Loaded with the first photo: it takes some 60 ms, and most starts need none. */
function loadSharp(): Promise<SharpModule['default']> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // One photo at a time on one core, the other is the receiver's; and nothing kept of the one before.
    sharp.concurrency(1);
    sharp.cache(false);
    // Of all decoders only those of photos.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: [
        'VipsForeignLoadJpegBuffer',
        'VipsForeignLoadPngBuffer',
        'VipsForeignLoadNsgifBuffer',
        'VipsForeignLoadWebpBuffer',
        'VipsForeignLoadHeifBuffer',
      ],
    });
    return sharp;
  });
  return loading;
}

/**
 * Decodes a photo and encodes it anew in every size: what is shown holds pixels alone, no script, place or camera. It is
 * turned as its EXIF says; of an animation the first picture is taken.
 */
export async function makePictures(original: Buffer): Promise<Pictures | PhotoProblem> {
  if (imageTypeOf(original) === null) return 'not-an-image';
  const sharp = await loadSharp();
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 } satisfies SharpOptions;
  try {
    const { width, height, autoOrient } = await sharp(original, { ...options, limitInputPixels: false }).metadata();
    if (width * height > MAX_PIXELS) return 'too-many-pixels';
    const full = await pixels(within(sharp(original, options).autoOrient().flatten({ background: '#fff' }), 'full'));
    const list = await pixels(within(sharp(full.data, { raw: full.info }), 'list'));
    const card = await pixels(within(sharp(list.data, { raw: list.info }), 'card'));
    const webp = (image: Pixels, quality: number): Promise<Buffer> =>
      sharp(image.data, { raw: image.info }).webp({ quality, effort: 2 }).timeout({ seconds: MAX_SECONDS }).toBuffer();
    const files = { full: await webp(full, 82), list: await webp(list, 78), card: await webp(card, 75) };
    return { ...autoOrient, files };
  } catch {
    return 'not-an-image';
  }
}

type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } };

/** Into a square of the size's longest side, never enlarged. */
function within(image: Sharp, size: PhotoSize): Sharp {
  const side = PHOTO_SIZES[size];
  return image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
}

async function pixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .toColourspace('srgb')
    .raw()
    .timeout({ seconds: MAX_SECONDS })
    .toBuffer({ resolveWithObject: true });
  return {
    data,
    info: { width: info.width, height: info.height, channels: info.channels as Pixels['info']['channels'] },
  };
}
