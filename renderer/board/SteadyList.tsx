import { Component, createRef, type ReactNode } from 'react';

interface Props {
  className?: string | undefined;
  label: string;
  children: ReactNode;
}

interface Anchor {
  element: Element;
  top: number;
}

/**
 * A scrolling list whose card under the pointer, else the one in focus, else the first in view stays where it is on the
 * screen when cards come or go above it: nobody presses a button that has just become another car's. What scrolling
 * cannot make up for is held by space, given back when pointer and focus have left.
 *
 * A class, since only getSnapshotBeforeUpdate sees the page after drawing was decided and before it is changed.
 */
export class SteadyList extends Component<Props> {
  #list = createRef<HTMLUListElement>();
  #above = 0;
  #below = 0;

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

  override getSnapshotBeforeUpdate(): Anchor | null {
    const list = this.#list.current;
    const element = list === null ? null : anchorIn(list);
    return element === null ? null : { element, top: element.getBoundingClientRect().top };
  }

  override componentDidUpdate(_props: Props, _state: unknown, anchor: Anchor | null): void {
    const list = this.#list.current;
    if (list === null) return;
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
      const room = list.scrollHeight - list.clientHeight - list.scrollTop - given;
      this.#hold(this.#above - given, this.#below + Math.max(0, wanted - room));
      list.scrollTop += wanted;
    }
  }

  #release = (): void => {
    if (this.#above === 0 && this.#below === 0) return;
    requestAnimationFrame(() => {
      if (this.#list.current?.matches(':hover, :focus-within') === false) this.#hold(0, 0);
    });
  };

  #hold(above: number, below: number): void {
    this.#above = above;
    this.#below = below;
    const list = this.#list.current;
    list?.style.setProperty('--held-above', `${above}px`);
    list?.style.setProperty('--held-below', `${below}px`);
  }

  override render(): ReactNode {
    const { className, label, children } = this.props;
    return (
      <ul ref={this.#list} className={className} aria-label={label}>
        {children}
      </ul>
    );
  }
}

function anchorIn(list: HTMLElement): Element | null {
  const held = list.querySelector('[data-check-in]:hover') ?? list.querySelector('[data-check-in]:focus-within');
  if (held !== null || list.scrollTop === 0) return held;
  const top = list.getBoundingClientRect().top;
  return (
    [...list.querySelectorAll('[data-check-in]')].find((card) => card.getBoundingClientRect().bottom > top) ?? null
  );
}
