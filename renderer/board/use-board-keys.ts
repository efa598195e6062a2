import { useEffect } from 'react';
import { LANES, nextLane } from '../../shared/check-in.ts';
import { closeCheckIn } from '../check-in/open-check-in.ts';
import { useParts } from './board-context.ts';
import { shownLane } from './board-state.ts';
import { cardInFocus, firstCard, focusBeside, focusStep, focusWhenMoved } from './focus.ts';
import { SEARCH_INPUT_ID } from '../ui/search-input.ts';

/** The keys of the board. They rest while somebody types, a menu is open or a dialog is on top. */
export function useBoardKeys(onKeyboardMap: () => void): void {
  const { store, moves } = useParts();
  useEffect(() => {
    function move(direction: 1 | -1): void {
      const element = cardInFocus();
      const card = store.getState().cards.get(element?.dataset['checkIn'] ?? '');
      if (element === null || card === undefined) return;
      const lane = shownLane(store.getState(), card.id) ?? card.lane;
      const to = direction === 1 ? nextLane(lane) : (LANES[LANES.indexOf(lane) - 1] ?? null);
      if (to === null) return;
      if (to === 'handed-over') focusBeside(element);
      else focusWhenMoved(card.id);
      moves.move(card, to);
    }

    function seen(): void {
      const inFocus = cardInFocus();
      const element = inFocus ?? firstCard('new');
      const card = store.getState().cards.get(element?.dataset['checkIn'] ?? '');
      if (element === null || card === undefined || shownLane(store.getState(), card.id) !== 'new') return;
      if (inFocus !== null) focusBeside(element);
      moves.move(card, 'seen');
    }

    const actions: Readonly<Record<string, () => void>> = {
      s: seen,
      u: () => moves.undo(),
      ']': () => move(1),
      '.': () => move(1),
      '[': () => move(-1),
      ',': () => move(-1),
      j: () => focusStep('down'),
      ArrowDown: () => focusStep('down'),
      k: () => focusStep('up'),
      ArrowUp: () => focusStep('up'),
      ArrowRight: () => focusStep('right'),
      ArrowLeft: () => focusStep('left'),
      '/': () => document.getElementById(SEARCH_INPUT_ID)?.focus(),
      '?': onKeyboardMap,
      Escape: closeCheckIn,
    };

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isBusy(event.target)) return;
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isUndo && (event.ctrlKey || event.metaKey || event.altKey)) return;
      // The letters work with Caps Lock on, too.
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const action = isUndo ? actions['u'] : actions[key];
      if (action === undefined || (event.repeat && !key.startsWith('Arrow') && key !== 'j' && key !== 'k')) return;
      event.preventDefault();
      action();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store, moves, onKeyboardMap]);
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable], [role="menu"], [aria-modal="true"]') !== null;
}

