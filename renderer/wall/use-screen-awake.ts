import { useEffect, useState } from 'react';

/** Keeps the screen awake while the wall is on it. False where the browser cannot: a page over plain HTTP may not. */
export function useScreenAwake(): boolean {
  const [isKept, setIsKept] = useState('wakeLock' in navigator);
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let stopped = false;
    let lock: WakeLockSentinel | null = null;

    // A lock ends whenever the page is hidden; it is asked for again as soon as it is seen.
    async function keep(): Promise<void> {
      if (stopped || document.visibilityState !== 'visible' || lock?.released === false) return;
      try {
        const taken = await navigator.wakeLock.request('screen');
        if (stopped) return void taken.release();
        lock = taken;
        setIsKept(true);
      } catch {
        setIsKept(false);
      }
    }
    const again = (): void => void keep();
    document.addEventListener('visibilitychange', again);
    void keep();
    return () => {
      stopped = true;
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
    };
  }, []);
  return isKept;
}
