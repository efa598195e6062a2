import type { Page } from '../store/reader.ts';

/** The number that a list goes on from; none is from its beginning. */
export const cursorOf = (cursor: string | undefined): number | undefined =>
  cursor === undefined ? undefined : Number(cursor);

/** A page of a list as the contract tells it. */
export function pageTold<Item>({ items, next }: Page<Item>): { items: Item[]; nextCursor: string | null } {
  return { items, nextCursor: next?.toString() ?? null };
}
