import type { KeyboardEvent } from 'react';

/** Escape leaves this alone, not the page around it; nothing when something in it was left by it already. */
export function onEscape(leave: (place: HTMLElement) => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    leave(event.currentTarget);
  };
}
