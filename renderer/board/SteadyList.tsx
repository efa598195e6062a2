import { Component, createRef, type ReactNode } from 'react';
import type { Card } from '../../shared/check-in.ts';
import { steadyOrder } from './board-sort.ts';
import { focusCheckIn } from './focus.ts';

interface Props {
  className?: string | undefined;
  label: string;
  /** In the order in which they should stand. */
  cards: readonly Card[];
  /** The name of that order: when somebody chooses another one, it holds at once. */
  order: string;
  /** Draws one card, as a list item with its id as the key. */
  children: (card: Card) => ReactNode;
}

/** What the page looked like before it is changed: the card that must not move, and where the focus was. */
interface Before {
  anchor: { element: Element; top: number } | null;
  focused: HTMLElement | null;
}

/**
 * A scrolling list whose card under the pointer, else the one in focus, else the first in view stays where it is on the
 * screen when cards come or go above it: nobody presses a button that has just become another car's. What scrolling
 * cannot make up for is held by space, and cards that should change places keep them, until pointer and focus have left.
 *
 * A class, since only getSnapshotBeforeUpdate sees the page after drawing was decided and before it is changed.
 */
export class SteadyList extends Component<Props> {
  #list = createRef<HTMLUListElement>();
  #above = 0;
  #below = 0;
  #shown: readonly Card[] = [];
  #order = '';

  override componentDidMount(): void {
    const list = this.#list.current;
    list?.addEventListener('pointerleave', this.#release);
    list?.addEventListener('focusout', this.#release);
  }

  override componentWillUnmount(): void {
    const list = this.#list.current;
    list?.removeEventListener('pointerleave', this.#release);
    list?.removeEventListener('focusout', this.#release);
  }

  override getSnapshotBeforeUpdate(): Before {
    const list = this.#list.current;
    const element = list === null ? null : anchorIn(list);
    const anchor = element === null ? null : { element, top: element.getBoundingClientRect().top };
    const { activeElement } = document;
    const isInside = activeElement instanceof HTMLElement && list?.contains(activeElement) === true;
    return { anchor, focused: isInside ? activeElement : null };
  }

  override componentDidUpdate(_props: Props, _state: unknown, { anchor, focused }: Before): void {
    const list = this.#list.current;
    if (list === null) return;
    // A card that was put elsewhere in the list has lost the focus on the way.
    if (focused !== null && list.contains(focused)) focused.focus({ preventScroll: true });
    else if (focused !== null) this.#followFocus(focused);
    if (anchor === null || !list.contains(anchor.element)) {
      this.#release();
      return;
    }
    const shift = anchor.element.getBoundingClientRect().top - anchor.top;
    if (Math.abs(shift) < 1) return;
    if (shift < 0) {
      const scrolled = Math.min(list.scrollTop, -shift);
      list.scrollTop -= scrolled;
      this.#hold(this.#above - shift - scrolled, this.#below);
    } else {
      const given = Math.min(this.#above, shift);
      const wanted = shift - given;
      const room = this.#contentHeight(list) - list.clientHeight - list.scrollTop - given;
      this.#hold(this.#above - given, this.#below + Math.max(0, wanted - room));
      list.scrollTop += wanted;
    }
  }

  /**
   * Somebody else has moved the card that had the focus: it keeps it where it stands now, or leaves it to the lane. Never
   * to a neighbour, where the next key would be meant for another car.
   */
  #followFocus(focused: HTMLElement): void {
    const id = focused.closest<HTMLElement>('[data-check-in]')?.dataset.checkIn ?? '';
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      focusCheckIn(id);
      if (document.activeElement === document.body) this.#list.current?.focus({ preventScroll: true });
    });
  }

  #release = (): void => {
    if (this.#above === 0 && this.#below === 0 && this.#shown === this.props.cards) return;
    requestAnimationFrame(() => {
      if (this.#list.current === null || this.#isHeld()) return;
      this.#hold(0, 0);
      if (this.#shown !== this.props.cards) this.forceUpdate();
    });
  };

  /** Whether somebody is at one of the cards. */
  #isHeld(): boolean {
    return this.#list.current?.matches(':hover, :focus-within') === true;
  }

  /** As `scrollHeight`, but less than the list is high where its cards do not fill it. */
  #contentHeight(list: HTMLElement): number {
    const end = list.lastElementChild?.getBoundingClientRect().bottom ?? 0;
    const padding = Number.parseFloat(getComputedStyle(list).paddingBottom);
    return end - list.getBoundingClientRect().top + list.scrollTop + this.#below + padding;
  }

  #hold(above: number, below: number): void {
    this.#above = above;
    this.#below = below;
    const list = this.#list.current;
    list?.style.setProperty('--held-above', `${above}px`);
    list?.style.setProperty('--held-below', `${below}px`);
  }

  override render(): ReactNode {
    const { className, label, cards, order, children } = this.props;
    const isSteady = order === this.#order && this.#isHeld();
    this.#shown = isSteady ? steadyOrder(this.#shown, cards) : cards;
    this.#order = order;
    return (
      <ul ref={this.#list} className={className} aria-label={label} tabIndex={-1}>
        {this.#shown.map(children)}
      </ul>
    );
  }
}

function anchorIn(list: HTMLElement): Element | null {
  const held = heldIn(list);
  if (held !== null || list.scrollTop === 0) return held;
  const top = list.getBoundingClientRect().top;
  return (
    [...list.querySelectorAll('[data-check-in]')].find((card) => card.getBoundingClientRect().bottom > top) ?? null
  );
}

/** The card under the pointer, else the one in focus. Not looked for where it cannot be: this runs before every change. */
function heldIn(list: HTMLElement): Element | null {
  const hovered = list.matches(':hover') ? list.querySelector('[data-check-in]:hover') : null;
  if (hovered !== null) return hovered;
  const focused = document.activeElement?.closest('[data-check-in]') ?? null;
  return list.contains(focused) ? focused : null;
}
