import type { Card } from './check-in.ts';

/** How far AutoX3's time and the time of arrival may lie apart before somebody should know, in ms: well over its 126 s of tries. */
const FAR_APART_MS = 10 * 60_000;

/**
 * Whether a check-in was made at quite another time than it arrived: sent late, or one of the clocks is wrong. Age is no
 * reason to refuse a message, so it is marked. A visit that later messages changed says nothing of the kind.
 */
export function isOutOfTime({
  createdAt,
  arrivedAt,
  messageCount,
}: Pick<Card, 'createdAt' | 'arrivedAt' | 'messageCount'>): boolean {
  return messageCount === 1 && Math.abs(Date.parse(arrivedAt) - Date.parse(createdAt)) > FAR_APART_MS;
}
