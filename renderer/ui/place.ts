import { useSyncExternalStore } from 'react';

// What is shown beside or over the board stands in the address: a check-in by its id, or a page such as the settings.
// One at a time, so that one 'back' always shows the board.

/** The parameters of the address that name a place. */
const PARAMETERS = ['check-in', 'page'] as const;
export type PlaceParameter = (typeof PARAMETERS)[number];

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', tell);
  };
}

function parameterNow(name: PlaceParameter): string | null {
  return new URLSearchParams(window.location.search).get(name);
}

/** The address of a place; of the board alone without one. */
function addressOf(place: { name: PlaceParameter; value: string } | null): string {
  const url = new URL(window.location.href);
  for (const name of PARAMETERS) url.searchParams.delete(name);
  if (place !== null) url.searchParams.set(place.name, place.value);
  // The token in a fresh link is for the first visit alone.
  url.searchParams.delete('token');
  return url.pathname + url.search;
}

/** What the address says under this name, or null. */
export function usePlace(name: PlaceParameter): string | null {
  return useSyncExternalStore(subscribe, () => parameterNow(name));
}

/** Opens a place; the browser's back closes it. */
export function openPlace(name: PlaceParameter, value: string): void {
  if (parameterNow(name) === value) return;
  const address = addressOf({ name, value });
  // From one place to the next is one step in the history.
  if (PARAMETERS.every((parameter) => parameterNow(parameter) === null)) {
    window.history.pushState({ fromBoard: true }, '', address);
  } else window.history.replaceState(window.history.state, '', address);
  tell();
}

let isGoingBack = false;

/** One step, however often it is asked for before the browser has taken it: a second one would leave the board. */
function goBack(): void {
  if (isGoingBack) return;
  isGoingBack = true;
  window.addEventListener('popstate', () => (isGoingBack = false), { once: true });
  window.history.back();
}

/** Closes whatever place is open, back to the board. */
export function closePlace(): void {
  if (PARAMETERS.every((parameter) => parameterNow(parameter) === null)) return;
  if ((window.history.state as { fromBoard?: boolean } | null)?.fromBoard === true) {
    goBack();
    return;
  }
  window.history.replaceState(null, '', addressOf(null));
  tell();
}
