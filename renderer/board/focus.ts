import type { Lane } from '../../shared/check-in.ts';

const CARD = '[data-check-in]';

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

/** The card that has waited longest in a lane. */
export function firstCard(lane: Lane): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-lane='${lane}'] ${CARD}`);
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

function cardsOf(lane: Element | null | undefined): HTMLElement[] {
  return lane === null || lane === undefined ? [] : [...lane.querySelectorAll<HTMLElement>(CARD)];
}

function atHeight(cards: readonly HTMLElement[], top: number): HTMLElement | undefined {
  const distance = (card: HTMLElement): number => Math.abs(card.getBoundingClientRect().top - top);
  return [...cards].sort((a, b) => distance(a) - distance(b))[0];
}
