import { type AgeState, ageState, inLaneSince } from '../../shared/ageing.ts';
import type { Card } from '../../shared/check-in.ts';
import type { BoardSettings } from '../../shared/settings.ts';
import { useClockText } from './clock.ts';
import { useFormats } from './formats.ts';

/** How long a check-in has stood in its lane, since when, and whether that is too long; null for `ages` before they are known. */
export function useAge(
  card: Pick<Card, 'lane' | 'arrivedAt' | 'laneChangedAt'>,
  ages: BoardSettings['ages'] | null,
): { text: string; since: string; state: AgeState } {
  const formats = useFormats();
  const since = inLaneSince(card);
  const start = Date.parse(since);
  return {
    since,
    text: useClockText((now) => formats.age(now - start)),
    state: useClockText<AgeState>((now) => (ages === null ? 'calm' : ageState(card, now, ages))),
  };
}
