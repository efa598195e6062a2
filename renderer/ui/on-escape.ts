import type { KeyboardEvent } from 'react';

/** Escape leaves this alone, not the page around it. */
export function onEscape(leave: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leave();
  };
}
