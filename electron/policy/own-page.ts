/** The scheme and origin of the app's own pages: standard and secure, so that they have an origin and a policy. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://forecourt';

/** The app's pages by name, with the file that each is served from. */
export const PAGES = { board: 'index.html', wall: 'wall.html', ring: 'ring.html', sheet: 'sheet.html' } as const;
export type PageName = keyof typeof PAGES;

/** Where a page is loaded from; `query` is what its address carries, say the check-in that it opens. */
export function pageAddress(page: PageName, query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `${APP_ORIGIN}/${PAGES[page]}${search === '' ? '' : `?${search}`}`;
}

/** An address taken apart; null when it is none. `URL.origin` is "null" for schemes of one's own, so this has its own. */
export function parseAddress(address: string): { origin: string; path: string } | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const hasCredentials = url.username !== '' || url.password !== '';
  return { origin: `${url.protocol}//${hasCredentials ? '@' : ''}${url.host}`, path: url.pathname };
}

/** Which of the app's own pages an address is; null for all others. */
export function ownPage(address: string): PageName | null {
  const parsed = parseAddress(address);
  if (parsed?.origin !== APP_ORIGIN) return null;
  if (parsed.path === '/' || parsed.path === `/${PAGES.board}`) return 'board';
  if (parsed.path === `/${PAGES.wall}`) return 'wall';
  if (parsed.path === `/${PAGES.sheet}`) return 'sheet';
  return parsed.path === `/${PAGES.ring}` ? 'ring' : null;
}
