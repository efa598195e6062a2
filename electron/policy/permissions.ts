import { ownPage, type PageName } from './own-page.ts';
import { ALLOWED, refused, type Verdict } from './verdict.ts';

/** What each page needs: the board its copy button, and a wall that it keeps its screen awake. */
const GRANTED: Readonly<Record<PageName, ReadonlySet<string>>> = {
  board: new Set(['clipboard-sanitized-write', 'fullscreen', 'screen-wake-lock']),
  wall: new Set(['screen-wake-lock']),
  ring: new Set(),
  sheet: new Set(),
};

/**
 * Whether a page may have a permission: https://www.electronjs.org/docs/latest/tutorial/security#5-handle-session-permission-requests-from-remote-content
 * `address` is that of the asking page, or its origin.
 */
export function mayHavePermission(permission: string, address: string): Verdict {
  const page = ownPage(address);
  if (page === null) return refused('only pages of the app may ask for a permission');
  return GRANTED[page].has(permission) ? ALLOWED : refused(`the page "${page}" needs no such permission`);
}
