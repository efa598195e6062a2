import { useSyncExternalStore } from 'react';

const PARAMETER = 'check-in';
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

/** The address at which a check-in is open, for links: it can be opened in another tab and sent to another desk. */
export function addressOf(id: string | null): string {
  const url = new URL(window.location.href);
  if (id === null) url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, id);
  // The token in a fresh link is for the first visit alone.
  url.searchParams.delete('token');
  return url.pathname + url.search;
}

function current(): string | null {
  return new URLSearchParams(window.location.search).get(PARAMETER);
}

/** The id of the check-in that the address names, or null. */
export function useOpenCheckIn(): string | null {
  return useSyncExternalStore(subscribe, current);
}

/** Opens a check-in beside the board; the browser's back closes it. */
export function openCheckIn(id: string): void {
  if (current() === id) return;
  const address = addressOf(id);
  // From one check-in to the next is one step in the history, so that one 'back' always shows the board.
  if (current() === null) window.history.pushState({ fromBoard: true }, '', address);
  else window.history.replaceState(window.history.state, '', address);
  tell();
}

/** Closes the check-in that is open. */
export function closeCheckIn(): void {
  if (current() === null) return;
  if ((window.history.state as { fromBoard?: boolean } | null)?.fromBoard === true) {
    window.history.back();
    return;
  }
  window.history.replaceState(null, '', addressOf(null));
  tell();
}
