import type { Card, Lane } from './check-in.ts';
import type { BoardSettings } from './settings.ts';
import { minutes } from './time-of-day.ts';

/** How a check-in stands with the shop's own patience: in time, worth a look, or overdue. */
export type AgeState = 'calm' | 'amber' | 'red';

/** The lanes in which waiting is counted. */
export type AgeingLane = keyof BoardSettings['ages'];

type AgeingCard = Pick<Card, 'lane' | 'arrivedAt' | 'laneChangedAt'>;

/** Since when a check-in stands in its lane; in New since it arrived, also when it came back. */
export function inLaneSince({ lane, arrivedAt, laneChangedAt }: AgeingCard): string {
  return lane === 'new' ? arrivedAt : laneChangedAt;
}

/** For sorting: what has stood longest in its lane comes first, of equals the one that came first. */
export function byWaiting(a: AgeingCard & Pick<Card, 'id'>, b: AgeingCard & Pick<Card, 'id'>): number {
  const [since, other] = [inLaneSince(a), inLaneSince(b)];
  if (since !== other) return since < other ? -1 : 1;
  return Number(a.id) - Number(b.id);
}

/** How late a check-in is at the moment `now` (ms since 1970) by the thresholds of its lane; nothing waits once handed over. */
export function ageState(card: AgeingCard, now: number, ages: BoardSettings['ages']): AgeState {
  if (!isAgeing(card.lane)) return 'calm';
  const { amber, red } = ages[card.lane];
  const waited = now - Date.parse(inLaneSince(card));
  if (red !== null && waited >= minutes(red)) return 'red';
  return amber !== null && waited >= minutes(amber) ? 'amber' : 'calm';
}

/** Whether waiting in this lane is counted. */
export function isAgeing(lane: Lane): lane is AgeingLane {
  return lane !== 'handed-over';
}
