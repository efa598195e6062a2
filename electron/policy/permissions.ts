import { ownPage } from './own-page.ts';
import { ALLOWED, refused, type Verdict } from './verdict.ts';

/** What the board needs: the copy button, and a wall that fills its screen and keeps it awake. */
const GRANTED = new Set(['clipboard-sanitized-write', 'fullscreen', 'screen-wake-lock']);

/**
 * Whether a page may have a permission: https://www.electronjs.org/docs/latest/tutorial/security#5-handle-session-permission-requests-from-remote-content
 * `address` is that of the asking page, or its origin.
 */
export function mayHavePermission(permission: string, address: string): Verdict {
  if (ownPage(address) !== 'board') return refused('only the board may ask for a permission');
  return GRANTED.has(permission) ? ALLOWED : refused('the board needs no such permission');
}
