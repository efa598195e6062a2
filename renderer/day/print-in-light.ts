import { useEffect } from 'react';

const SCHEME = 'data-mantine-color-scheme';

/** Has the page printed in its light colours, whatever it is read in. */
export function usePrintInLight(): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | null = null;
    function toLight(): void {
      before = root.getAttribute(SCHEME);
      root.setAttribute(SCHEME, 'light');
    }
    function back(): void {
      if (before !== null) root.setAttribute(SCHEME, before);
      before = null;
    }
    window.addEventListener('beforeprint', toLight);
    window.addEventListener('afterprint', back);
    return () => {
      back();
      window.removeEventListener('beforeprint', toLight);
      window.removeEventListener('afterprint', back);
    };
  }, []);
}
