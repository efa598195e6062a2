import { useMemo } from 'react';
import type { Card } from '../../shared/check-in.ts';
import { minutes } from '../../shared/time-of-day.ts';
import { useClockText } from '../ui/clock.ts';
import { useBoard } from './board-context.ts';
import { placedAt } from './board-state.ts';

/** What was handed over or set aside lately, the latest first; a card leaves by this page's own clock. */
export function useDone(): readonly Card[] {
  const done = useBoard((state) => state.done);
  const stay = useBoard((state) => state.settings?.board.doneMinutes ?? 0);
  const count = useClockText((now) => {
    const firstGone = done.findIndex((card) => Date.parse(placedAt(card)) + minutes(stay) <= now);
    return String(firstGone === -1 ? done.length : firstGone);
  });
  return useMemo(() => done.slice(0, Number(count)), [done, count]);
}
