import { useEffect } from 'react';

function toggle(): void {
  // A browser may refuse, and then its own key is left.
  if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => {});
  else void document.documentElement.requestFullscreen().catch(() => {});
}

/** Whether the page can fill the screen by itself; the desktop app's window does already. */
export function canFillScreen(): boolean {
  return document.fullscreenEnabled && !('desktop' in window);
}

/** Fills the screen, and leaves it, on a double click or the key F. */
export function useFullScreen(): void {
  useEffect(() => {
    if (!canFillScreen()) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      toggle();
    }
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('dblclick', toggle);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('dblclick', toggle);
    };
  }, []);
}
