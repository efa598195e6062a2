import { useEffect } from 'react';

/** A pointer at rest for so long, in ms, is only in the way. */
const REST_MS = 3_000;

/** Hides the pointer while nobody moves it. */
export function useIdleCursor(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function moved(): void {
      delete dataset.idle;
      clearTimeout(timer);
      timer = setTimeout(() => (dataset.idle = ''), REST_MS);
    }
    window.addEventListener('pointermove', moved);
    moved();
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', moved);
      delete dataset.idle;
    };
  }, []);
}
