import { type RefObject, useLayoutEffect } from 'react';

/** When a place goes away that holds the focus, the focus goes on to `next`, not to nowhere. */
export function useFocusBack(place: RefObject<HTMLElement | null>, next: () => HTMLElement | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, as the place goes
  useLayoutEffect(() => {
    const element = place.current;
    return () => {
      if (element?.contains(document.activeElement)) next()?.focus();
    };
  }, []);
}
