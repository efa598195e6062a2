import { useSyncExternalStore } from 'react';

// What is shown beside or over the board stands in the address: a check-in by its id, or a page such as the settings.
// One at a time, so that one 'back' always shows the board.

/** The parameters of the address that name a place. */
const PARAMETERS = ['check-in', 'page'] as const;
export type PlaceParameter = (typeof PARAMETERS)[number];

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
  return useSyncExternalStore(subscribeToPlace, () => parameterNow(name));
}

/** Opens a place; the browser's back closes it. */
export function openPlace(name: PlaceParameter, value: string): void {
  if (parameterNow(name) === value) return;
  const address = addressOf({ name, value });
  // From one place to the next is one step in the history.
  if (PARAMETERS.every((parameter) => parameterNow(parameter) === null)) {
    window.history.pushState({ fromBoard: true }, '', address);
  } else window.history.replaceState(window.history.state, '', address);
  placeChanged();
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

/** Closes whatever place is open, back to the board. */
export function closePlace(): void {
  if (PARAMETERS.every((parameter) => parameterNow(parameter) === null)) return;
  if ((window.history.state as { fromBoard?: boolean } | null)?.fromBoard === true) {
    goBack();
    return;
  }
  window.history.replaceState(null, '', addressOf(null));
  placeChanged();
}
