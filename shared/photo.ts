import { z } from 'zod';

/** Why a photo could not be fetched, or not be shown; each has its own sentence. */
export const PhotoProblem = z.enum([
  /** Not an http or https address. */
  'bad-address',
  /** It leads to this PC, its network or a cloud's own addresses, directly or by a redirect. */
  'refused-address',
  'not-found',
  'server-error',
  'no-connection',
  'timed-out',
  'too-large',
  'too-many-redirects',
  'not-an-image',
  /** More pixels than a photo has: a small file that would fill the memory. */
  'too-many-pixels',
  /** The visit has more photos than are fetched by themselves; somebody may have it fetched. */
  'too-many',
  'not-stored',
  /** It was kept as long as the shop keeps photos. */
  'removed',
]);
export type PhotoProblem = z.infer<typeof PhotoProblem>;

/**
 * A photo of a check-in as it stands: `waiting` is fetched soon or tried again at `nextTryAt`, `captured` is kept for good
 * on the station's disk, `failed` is not tried any more by itself.
 */
export const Photo = z.object({
  id: z.string().max(20),
  state: z.enum(['waiting', 'captured', 'failed']),
  problem: PhotoProblem.nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  /** SHA-256 of the original in hex; names the pictures made from it. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});
export type Photo = z.infer<typeof Photo>;

/** The pictures that are made of each photo: for a card, for a list, and to look at closely; longest side in pixels. */
export const PHOTO_SIZES = { card: 160, list: 480, full: 2_400 } as const;
export type PhotoSize = keyof typeof PHOTO_SIZES;

/** Where a picture of a photo is served, in a browser and in the desktop app alike. */
export function photoPath(sha256: string, size: PhotoSize): string {
  return `/photos/${sha256}/${size}.webp`;
}

/** The picture that a path of {@link photoPath} names; null for every other path. */
export function parsePhotoPath(path: string): { sha256: string; size: PhotoSize } | null {
  const [, sha256, size] = /^\/photos\/([0-9a-f]{64})\/(card|list|full)\.webp$/.exec(path) ?? [];
  return sha256 === undefined || size === undefined ? null : { sha256, size: size as PhotoSize };
}

/** Where a picture lies below the station's data folder, with `/`. */
export function pictureFile(sha256: string, size: PhotoSize): string {
  return `photos/pictures/${sha256.slice(0, 2)}/${sha256}/${size}.webp`;
}
