import type { Lane } from '../../shared/check-in.ts';

const CARD = '[data-check-in]';
/** How long, in ms, a card must have stood there before a key that names none can mean it: one takes a moment to see it. */
const SETTLED_MS = 1_000;
/** A card that was scrolled into view may end a fraction of a pixel above it. */
const ROUNDING = 2;

/** When each list item came to its lane, by a clock that nobody sets. */
const arrivals = new WeakMap<Element, number>();

/** The card that has the focus, itself or in something on it. */
export function cardInFocus(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(CARD) ?? null;
}

/** The side panel, while it is open. */
export function panel(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-panel-of]');
}

/** The button of what was handed over or set aside lately, if there is any. */
export function doneButton(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-done-button]');
}

/** Notes when the card in this list item came to its lane; for its ref. */
export function noteArrival(item: HTMLElement | null): void {
  if (item !== null) arrivals.set(item, performance.now());
}

/** The first card of a lane, whether or not it is in view. */
export function firstCard(lane: Lane): HTMLElement | null {
  return cardsOf(laneOf(lane))[0] ?? null;
}

/** The uppermost card of a lane for whoever looks at it: in view with its head, and not only just come. */
export function topCard(lane: Lane): HTMLElement | null {
  const element = laneOf(lane);
  const view = element?.querySelector('ul')?.getBoundingClientRect();
  if (view === undefined) return null;
  const isInView = (card: HTMLElement): boolean => {
    const { top } = card.getBoundingClientRect();
    return top >= view.top - ROUNDING && top < Math.min(view.bottom, window.innerHeight);
  };
  const hasSettled = (card: HTMLElement): boolean =>
    performance.now() - (arrivals.get(card.closest('li') ?? card) ?? 0) >= SETTLED_MS;
  return cardsOf(element).find((card) => isInView(card) && hasSettled(card)) ?? null;
}

/** Puts the focus on a card and brings it into view. */
export function focusCard(card: HTMLElement | null | undefined): void {
  card?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest' });
}

/** Puts the focus on the card with this id, if it is on the board. */
export function focusCheckIn(id: string): void {
  focusCard(document.querySelector<HTMLElement>(`[data-check-in='${CSS.escape(id)}']`));
}

/** Goes one card on: up and down within the lane, left and right to the card at the same height. */
export function focusStep(direction: 'up' | 'down' | 'left' | 'right'): void {
  const from = cardInFocus();
  if (from === null) {
    focusCard(document.querySelector<HTMLElement>(`[data-board] ${CARD}`));
    return;
  }
  if (direction === 'up' || direction === 'down') {
    const cards = cardsOf(from.closest('[data-lane]'));
    focusCard(cards[cards.indexOf(from) + (direction === 'down' ? 1 : -1)]);
    return;
  }
  const lanes = [...document.querySelectorAll<HTMLElement>('[data-board] [data-lane]')];
  const here = lanes.findIndex((lane) => lane.contains(from));
  const ahead = direction === 'right' ? lanes.slice(here + 1) : lanes.slice(0, here).reverse();
  const cards = ahead.map(cardsOf).find((list) => list.length > 0);
  if (cards !== undefined) focusCard(atHeight(cards, from.getBoundingClientRect().top));
}

/** When this card has left its lane, its neighbour gets the focus, so that a lane can be worked off with one key. */
export function focusBeside(card: HTMLElement): void {
  const cards = cardsOf(card.closest('[data-lane]'));
  const index = cards.indexOf(card);
  const neighbour = cards[index + 1] ?? cards[index - 1];
  requestAnimationFrame(() => focusCard(neighbour));
}

/** When this card stands in its new lane, it keeps the focus. */
export function focusWhenMoved(id: string): void {
  requestAnimationFrame(() => focusCheckIn(id));
}

function laneOf(lane: Lane): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-board] [data-lane='${lane}']`);
}

function cardsOf(lane: Element | null | undefined): HTMLElement[] {
  return lane === null || lane === undefined ? [] : [...lane.querySelectorAll<HTMLElement>(CARD)];
}

function atHeight(cards: readonly HTMLElement[], top: number): HTMLElement | undefined {
  const distance = (card: HTMLElement): number => Math.abs(card.getBoundingClientRect().top - top);
  return [...cards].sort((a, b) => distance(a) - distance(b))[0];
}
