/** What this browser remembers under a key; null when nothing, or when it may not remember. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Lets this browser remember a value; a browser that may not remember goes on without. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage can be forbidden or full; the choice then lasts as long as the page.
  }
}
