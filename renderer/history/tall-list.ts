/** A list of rows of one height, in a view that scrolls over it. All lengths in px. */
export type TallList = { rows: number; rowHeight: number; viewHeight: number };

/**
 * Browsers draw nothing taller than this: Firefox ends at 17.9 million px, Chromium at 33.5. A longer list is scrolled over
 * in larger steps.
 */
export const TALLEST = 15_000_000;

/** How tall what is scrolled is. */
export function scrollHeightOf({ rows, rowHeight }: TallList): number {
  return Math.min(rows * rowHeight, TALLEST);
}

/** How far the top of the view is from that of the whole list, when it was scrolled so far. */
export function topOf(list: TallList, scrolled: number): number {
  return clamp(scrolled * ratioOf(list), lowestTop(list));
}

/** How far to scroll for the view to begin there in the whole list. */
export function scrollTo(list: TallList, top: number): number {
  return clamp(top, lowestTop(list)) / ratioOf(list);
}

/** The first and, not included, the last of the rows that are in view, some more on either side with them. */
export function rowsInView(list: TallList, top: number, more: number): { first: number; end: number } {
  const first = Math.max(0, Math.floor(top / list.rowHeight) - more);
  const end = Math.min(list.rows, Math.ceil((top + list.viewHeight) / list.rowHeight) + more);
  return { first, end };
}

/** Where the view begins when a row is to be whole in it, moved no further than that needs. */
export function topFor(list: TallList, top: number, row: number): number {
  const begin = row * list.rowHeight;
  if (begin < top) return begin;
  return Math.max(top, begin + list.rowHeight - list.viewHeight);
}

function lowestTop({ rows, rowHeight, viewHeight }: TallList): number {
  return Math.max(0, rows * rowHeight - viewHeight);
}

/** How much further the list moves than what is scrolled: 1 but for lists that no browser could draw. */
function ratioOf(list: TallList): number {
  const way = scrollHeightOf(list) - list.viewHeight;
  return way <= 0 ? 1 : lowestTop(list) / way;
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}
