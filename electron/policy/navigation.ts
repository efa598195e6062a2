import { APP_ORIGIN, ownPage, type PageName, parseAddress } from './own-page.ts';
import { ALLOWED, refused, type Verdict } from './verdict.ts';

/**
 * Whether a window may go to an address by itself: only where it is already. Our pages change their address by the history
 * of the browser, never by loading. https://www.electronjs.org/docs/latest/tutorial/security#13-disable-or-limit-navigation
 */
export function mayNavigate(address: string, page: PageName, isMainFrame: boolean): Verdict {
  if (!isMainFrame) return refused('the pages of the app have no frames');
  if (ownPage(address) !== page) return refused('only its own page may be shown in this window');
  return ALLOWED;
}

/** No page opens a window: https://www.electronjs.org/docs/latest/tutorial/security#14-disable-or-limit-creation-of-new-windows */
export function mayOpenWindow(): Verdict {
  return refused('the pages of the app open no windows');
}

/** No page embeds another: https://www.electronjs.org/docs/latest/tutorial/security#12-verify-webview-options-before-creation */
export function mayAttachWebview(): Verdict {
  return refused('the pages of the app embed no other');
}

/** Schemes that reach nothing outside: what a page of the app made itself, and the developer tools. */
const INSIDE = new Set(['data:', 'blob:', 'devtools:']);

/**
 * Whether a page may load something from an address: nothing in it comes from the network.
 * https://www.electronjs.org/docs/latest/tutorial/security#1-only-load-secure-content
 */
export function mayLoad(address: string): Verdict {
  if (parseAddress(address)?.origin === APP_ORIGIN) return ALLOWED;
  const isInside = URL.canParse(address) && INSIDE.has(new URL(address).protocol);
  return isInside ? ALLOWED : refused('nothing is loaded from outside the app');
}
