import type { AgeState } from '../../shared/ageing.ts';
import type { Card } from '../../shared/check-in.ts';
import { minutes } from '../../shared/time-of-day.ts';

/** From so many minutes before its promised time on, a vehicle that is not ready needs a look. */
const SOON_MINUTES = 30;

/** How a vehicle stands with the time for which it was promised, at the moment `now` in ms since 1970; one that is ready keeps it. */
export function promiseState({ lane, promisedAt }: Pick<Card, 'lane' | 'promisedAt'>, now: number): AgeState {
  if (promisedAt === null || lane === 'ready' || lane === 'handed-over') return 'calm';
  const left = Date.parse(promisedAt) - now;
  if (left < 0) return 'red';
  return left <= minutes(SOON_MINUTES) ? 'amber' : 'calm';
}
