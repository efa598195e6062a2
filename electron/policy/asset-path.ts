import { parsePhotoPath, pictureFile } from '../../shared/photo.ts';
import { APP_ORIGIN, PAGES, parseAddress } from './own-page.ts';

/** The types that the built page is made of; nothing else is served. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

/** A file of the built page: its path below the page's folder, with `/`, and its media type. */
export type Asset = { path: string; type: string };

const SEGMENT = /^[\w-]+(\.[\w-]+)*$/;
/** Names that Windows takes for a device, whatever folder and ending they have: reading one may never end. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const isPlain = (segment: string): boolean => SEGMENT.test(segment) && !DEVICE.test(segment);

/**
 * The file that an address of the app's protocol names; null for whatever names none. Only plain names pass, so that no
 * spelling of `..`, of a drive or of a stream leads out of the folder:
 * https://www.electronjs.org/docs/latest/tutorial/security#18-avoid-usage-of-the-file-protocol-and-prefer-usage-of-custom-protocols
 */
export function assetOf(address: string): Asset | null {
  const parsed = parseAddress(address);
  if (parsed?.origin !== APP_ORIGIN) return null;
  const path = parsed.path === '/' ? PAGES.board : parsed.path.slice(1);
  const segments = path.split('/');
  if (segments.length > 3 || path.length > 200 || !segments.every(isPlain)) return null;
  const [ending = ''] = /\.\w+$/.exec(path) ?? [];
  const type = TYPES.get(ending);
  return type === undefined ? null : { path, type };
}

/** The picture of a photo that an address of the app's protocol names, below the data folder; null for every other address. */
export function photoOf(address: string): Asset | null {
  const parsed = parseAddress(address);
  const picture = parsed?.origin === APP_ORIGIN ? parsePhotoPath(parsed.path) : null;
  return picture && { path: pictureFile(picture.sha256, picture.size), type: 'image/webp' };
}

/** Whether a file is named for its content, and so never changes. */
export function isForGood({ path }: Asset): boolean {
  return path.startsWith('assets/') || path.startsWith('photos/');
}

/**
 * The policy of the app's pages: everything from the app itself, no inline script, no connection to anywhere; the station
 * is reached over a port. Inline styles are what the page's component library writes.
 * https://www.electronjs.org/docs/latest/tutorial/security#7-define-a-content-security-policy
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
