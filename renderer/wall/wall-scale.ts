import { useMemo, useSyncExternalStore } from 'react';

/** How a wall lies on its screen: so many times the size of the board's own type, its lanes in a row or two by two. */
export interface WallLayout {
  readonly scale: number;
  readonly shape: 'row' | 'square';
}

/** The room, in pixels of the board, for which each shape was drawn: cards of the board's size, scaled with the screen. */
const ROOM = { row: { width: 1_240, height: 700 }, square: { width: 640, height: 1_100 } } as const;
const SMALLEST = 0.5;

/** The layout for a screen of this size in CSS pixels: what is read from three metres grows with the screen. */
export function wallLayout(width: number, height: number): WallLayout {
  const shape = height > width ? 'square' : 'row';
  const scale = Math.min(width / ROOM[shape].width, height / ROOM[shape].height);
  return { shape, scale: Math.max(SMALLEST, Math.round(scale * 1_000) / 1_000) };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** The layout for the window as it is now. */
export function useWallLayout(): WallLayout {
  const size = useSyncExternalStore(subscribe, () => `${window.innerWidth} ${window.innerHeight}`);
  return useMemo(() => {
    const [width = 0, height = 0] = size.split(' ').map(Number);
    return wallLayout(width, height);
  }, [size]);
}
