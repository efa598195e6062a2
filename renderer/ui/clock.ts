import { useSyncExternalStore } from 'react';

const BEAT_MS = 1_000;
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function beat(): void {
  now = Date.now();
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(beat, BEAT_MS);
    document.addEventListener('visibilitychange', beat);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener('visibilitychange', beat);
  };
}

/** What a text made from the time says now; redraws only when the text changes. One timer serves the whole page. */
export function useClockText<T extends string>(text: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => {
    if (now === 0) now = Date.now();
    return text(now);
  });
}
