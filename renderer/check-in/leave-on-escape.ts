import type { KeyboardEvent } from 'react';

/** Escape leaves the field, which stores it; the next one closes the panel. */
export function leaveOnEscape(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  event.currentTarget.closest<HTMLElement>('[data-panel-of]')?.focus({ preventScroll: true });
}
