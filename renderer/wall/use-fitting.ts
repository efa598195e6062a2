import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

const SLIDE = { duration: 420, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' } as const;

/** How many of a list's items are whole within it, from its beginning. Its items are measured where they lie, at rest. */
function countWhole(list: HTMLElement): number {
  const items = [...list.children] as HTMLElement[];
  const cut = items.findIndex((item) => item.offsetTop + item.offsetHeight > list.clientHeight);
  return cut === -1 ? items.length : cut;
}

/**
 * How many of the items a list without scrolling can show whole; they are counted again when it or one of them changes its
 * size. What stays in the list while others come and go glides to its new place.
 */
export function useFitting(): { list: RefObject<HTMLUListElement | null>; fitting: number } {
  const list = useRef<HTMLUListElement>(null);
  const places = useRef(new Map<Element, number>());
  const [fitting, setFitting] = useState(Number.POSITIVE_INFINITY);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = (): void => setFitting(countWhole(element));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const item of element.children) observer.observe(item);
    return () => observer.disconnect();
  });

  useLayoutEffect(() => {
    const before = places.current;
    places.current = new Map();
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const item of (list.current?.children ?? []) as Iterable<HTMLElement>) {
      const now = item.offsetTop;
      const was = before.get(item) ?? now;
      places.current.set(item, now);
      if (was !== now && !isCalm) item.animate({ transform: [`translateY(${was - now}px)`, 'none'] }, SLIDE);
    }
  });

  return { list, fitting };
}
