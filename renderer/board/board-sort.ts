import { type AgeState, ageState } from '../../shared/ageing.ts';
import type { Card, Severity } from '../../shared/check-in.ts';
import type { BoardSettings } from '../../shared/settings.ts';

/** In which order the cards of a lane stand. */
export const SORTS = ['waiting', 'promised', 'severity'] as const;
export type Sort = (typeof SORTS)[number];

const BY_LIGHT: Readonly<Partial<Record<Severity, number>>> = { red: 0, amber: 1 };
const BY_AGE: Readonly<Record<AgeState, number>> = { red: 2, amber: 3, calm: 4 };

/** Cards that stand longest waiting first, sorted by what is promised soonest; what is promised to nobody keeps its order behind. */
export function byPromise(cards: readonly Card[]): Card[] {
  const at = ({ promisedAt }: Card): number => (promisedAt === null ? Number.MAX_VALUE : Date.parse(promisedAt));
  return [...cards].sort((a, b) => at(a) - at(b));
}

/**
 * Cards that stand longest waiting first, sorted by what is wrong: red lights, amber ones, then those that are late at the
 * moment `now` (ms since 1970). Equals keep their order.
 */
export function bySeverity(cards: readonly Card[], now: number, ages: BoardSettings['ages']): Card[] {
  const ranks = new Map(cards.map((card) => [card.id, rankOf(card, now, ages)]));
  return [...cards].sort((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0));
}

function rankOf(card: Card, now: number, ages: BoardSettings['ages']): number {
  const severities = card.lights.map(({ severity }) => BY_LIGHT[severity] ?? Number.POSITIVE_INFINITY);
  return Math.min(...severities, BY_AGE[ageState(card, now, ages)]);
}

/**
 * The wanted cards with those that stood there `before` in their old order, since somebody is at one of them: what has
 * come since stands before the first card that it goes before.
 */
export function steadyOrder<T extends { readonly id: string }>(
  before: readonly T[],
  wanted: readonly T[],
): readonly T[] {
  const places = new Map(wanted.map((card, place) => [card.id, place]));
  const order = before.map(({ id }) => wanted[places.get(id) ?? -1]).filter((card) => card !== undefined);
  const stood = new Set(order.map(({ id }) => id));
  for (const [place, card] of wanted.entries()) {
    if (stood.has(card.id)) continue;
    const next = order.findIndex(({ id }) => (places.get(id) ?? 0) > place);
    order.splice(next === -1 ? order.length : next, 0, card);
  }
  return order.every((card, place) => card === wanted[place]) ? wanted : order;
}
