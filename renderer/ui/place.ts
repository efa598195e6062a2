import { useSyncExternalStore } from 'react';

// What is shown over or beside the board stands in the address: a page such as the history, with what it shows, and a
// check-in by its id, beside the board or beside that page. Each step there is a step of the browser's, so that 'back' works.

/** The pages that may lie over the board. */
export const PAGES = ['settings', 'history', 'vehicle', 'day', 'reception', 'setup', 'custody'] as const;
export type PageName = (typeof PAGES)[number];

/** What a page shows, as it stands in the address beside its name. */
export type PageQuery = Readonly<Record<string, string>>;

const PAGE = 'page';
const CHECK_IN = 'check-in';
/** On the address of its page alone; the token of a fresh link is for the first visit. */
const NOT_OF_A_PAGE: readonly string[] = [PAGE, CHECK_IN, 'token'];

const listeners = new Set<() => void>();

/** Tells everybody who listens that the address or the state of its history entry has changed. */
export function placeChanged(): void {
  for (const listener of [...listeners]) listener();
}

/** Calls the listener after every such change, the browser's back included. */
export function subscribeToPlace(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', placeChanged);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', placeChanged);
  };
}

const parameters = (): URLSearchParams => new URLSearchParams(window.location.search);

function pageNow(): PageName | null {
  const named = parameters().get(PAGE);
  return PAGES.find((page) => page === named) ?? null;
}

const checkInNow = (): string | null => parameters().get(CHECK_IN);

/** What of the address is the page's own, in its order. */
function queryNow(): string {
  const own = parameters();
  for (const name of NOT_OF_A_PAGE) own.delete(name);
  return own.toString();
}

/** The view of the board stands in its query too, and stays there beside a check-in. */
function addressOf(page: PageName | null, query: string, checkIn: string | null): string {
  const all = new URLSearchParams(query);
  if (page !== null) all.set(PAGE, page);
  if (checkIn !== null) all.set(CHECK_IN, checkIn);
  return `${window.location.pathname}${all.size === 0 ? '' : `?${all}`}`;
}

/** The page that the address names, null for the board alone. */
export function usePage(): PageName | null {
  return useSyncExternalStore(subscribeToPlace, pageNow);
}

/** The check-in that the address names, or null. */
export function usePlacedCheckIn(): string | null {
  return useSyncExternalStore(subscribeToPlace, checkInNow);
}

/** What the open page shows, as the address says it. */
export function usePageQuery(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(subscribeToPlace, queryNow));
}

/** Goes to another place; the browser's back leads to the one before. */
function step(address: string): void {
  window.history.pushState({ isStep: true }, '', address);
  placeChanged();
}

/** Says otherwise where one is, without a step. */
function replace(address: string, state: unknown = window.history.state): void {
  window.history.replaceState(state, '', address);
  placeChanged();
}

/** Opens a page over the board, or the board alone; from one such place to the next is one step. */
export function openPage(page: PageName | null, query: PageQuery = {}): void {
  const wanted = new URLSearchParams(query).toString();
  if (pageNow() === page && queryNow() === wanted && checkInNow() === null) return;
  step(addressOf(page, wanted, null));
}

/** Changes what the open page shows, without a step: what somebody types is not a way back. */
export function changePageQuery(query: PageQuery): void {
  const wanted = new URLSearchParams(query).toString();
  if (queryNow() !== wanted) replace(addressOf(pageNow(), wanted, checkInNow()));
}

/** Opens a check-in beside the board or the page that is open; nothing stands beside the settings, so they are left. */
export function placeCheckIn(id: string): void {
  const open = checkInNow();
  if (open === id) return;
  const page = pageNow();
  if (page === 'settings') replace(addressOf(null, '', id));
  else if (open === null) step(addressOf(page, queryNow(), id));
  else replace(addressOf(page, queryNow(), id));
}

let isGoingBack = false;

/**
 * Goes back to where the page was before it opened something. The browser answers a moment later: asked again meanwhile,
 * by a second Escape say, it would go one step too far and leave the board.
 */
export function goBack(): void {
  if (isGoingBack) return;
  isGoingBack = true;
  window.addEventListener(
    'popstate',
    () => {
      isGoingBack = false;
    },
    { once: true },
  );
  window.history.back();
}

/** Back by one step where there was one; a link that was opened here goes to `address` instead. */
function leave(address: string): void {
  if ((window.history.state as { isStep?: boolean } | null)?.isStep === true) goBack();
  else replace(address, null);
}

/** Closes the check-in that is open beside the board or a page. */
export function closePlacedCheckIn(): void {
  if (checkInNow() !== null) leave(addressOf(pageNow(), queryNow(), null));
}

/** Closes the page that is open, back to where it was opened from. */
export function closePage(): void {
  if (pageNow() !== null) leave(addressOf(null, '', null));
}
