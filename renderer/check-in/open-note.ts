import { useEffect, useRef } from 'react';
import { openCheckIn } from './open-check-in.ts';

/** The check-in whose note somebody wants to write, until its panel has taken the wish. */
let wish: string | null = null;
const listeners = new Set<() => void>();

/** Opens a check-in beside the board with its note in focus. */
export function openNote(id: string): void {
  wish = id;
  openCheckIn(id);
  for (const listener of [...listeners]) listener();
}

/** Calls `take` when somebody wants to write the note of this check-in: now, or while it is open. */
export function useNoteWish(id: string, take: () => void): void {
  const taker = useRef(take);
  taker.current = take;
  useEffect(() => {
    const look = (): void => {
      if (wish !== id) return;
      wish = null;
      taker.current();
    };
    look();
    listeners.add(look);
    return () => void listeners.delete(look);
  }, [id]);
}
