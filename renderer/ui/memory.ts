/** How long this browser remembers: for good, or as long as the tab is open. */
export type Term = 'for-good' | 'tab';

/** What this browser remembers under a key; null when nothing, or when it may not remember. */
export function recall(key: string, term: Term = 'for-good'): string | null {
  try {
    return storageFor(term).getItem(key);
  } catch {
    return null;
  }
}

/** Lets this browser remember a value; a browser that may not remember goes on without. */
export function remember(key: string, value: string, term: Term = 'for-good'): void {
  try {
    storageFor(term).setItem(key, value);
  } catch {
    // Storage can be forbidden or full; the choice then lasts as long as the page.
  }
}

function storageFor(term: Term): Storage {
  return term === 'tab' ? sessionStorage : localStorage;
}
