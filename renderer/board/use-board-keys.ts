import { useEffect } from 'react';
import { type Card, LANES, nextLane } from '../../shared/check-in.ts';
import { closeCheckIn } from '../check-in/open-check-in.ts';
import { openNote } from '../check-in/open-note.ts';
import { openSheet } from '../sheet/open-sheet.ts';
import { isTyping } from '../ui/is-typing.ts';
import { SEARCH_INPUT_ID } from '../ui/search-input.ts';
import { useParts } from './board-context.ts';
import { isReadOnly, shownLane } from './board-state.ts';
import { applyView, clearFilter, MOST_VIEWS } from './board-view.ts';
import { FILTER_INPUT_ID } from './filter-input.ts';
import {
  cardInFocus,
  doneButton,
  firstCard,
  focusBeside,
  focusCard,
  focusStep,
  focusWhenMoved,
  panel,
  topCard,
} from './focus.ts';

/** Keys that are not about what stands on the board alone: a check-in may stand beside a page, and has a sheet there too. */
const EVERYWHERE: readonly string[] = ['/', '?', 'p'];

/** Keys that change a visit: a head office has none. */
export const CHANGING: readonly string[] = ['s', 'u', 'n', 'x', ']', '.', '[', ','];

/**
 * The keys of the board. They rest while somebody types, a menu is open or a dialog is on top, and all that touch cards
 * while the board lies behind another page.
 */
export function useBoardKeys(
  onKeyboardMap: () => void,
  onSetAside: (card: Card, button: HTMLElement) => void,
  isBehind: boolean,
): void {
  const { store, moves } = useParts();
  useEffect(() => {
    function move(direction: 1 | -1): void {
      const element = cardInFocus();
      const card = cardOf(element) ?? cardOf(panel());
      const lane = card === undefined ? null : shownLane(store.getState(), card.id);
      if (card === undefined || lane === null) return;
      const to = direction === 1 ? nextLane(lane) : (LANES[LANES.indexOf(lane) - 1] ?? null);
      if (to === null) return;
      if (element !== null) {
        if (to === 'handed-over') focusBeside(element);
        else focusWhenMoved(card.id);
      }
      moves.move(card, to);
    }

    function seen(): void {
      const element = cardInFocus();
      const meant = element ?? panel() ?? topCard('new');
      // Nobody can have meant a card that was out of view, or was not there a moment ago: it is shown, the next press counts.
      if (meant === null) focusCard(firstCard('new'));
      const card = cardOf(meant);
      if (card === undefined || shownLane(store.getState(), card.id) !== 'new') return;
      if (element !== null) focusBeside(element);
      moves.move(card, 'seen');
    }

    function note(): void {
      const element = cardInFocus() ?? panel();
      const id = element?.dataset.checkIn ?? element?.dataset.panelOf;
      if (id !== undefined) openNote(id);
    }

    function sheet(): void {
      const element = cardInFocus() ?? panel();
      const id = element?.dataset.checkIn ?? element?.dataset.panelOf;
      if (id !== undefined) openSheet(id);
    }

    /** From the card by its menu, in the panel by the buttons that stand there. */
    function setAside(): void {
      const element = cardInFocus();
      const card = cardOf(element);
      const menuButton = element?.querySelector<HTMLElement>('[aria-haspopup="menu"]');
      if (card !== undefined && menuButton) onSetAside(card, menuButton);
      else panel()?.querySelector<HTMLElement>('[data-set-aside]')?.focus();
    }

    function cardOf(element: HTMLElement | null): Card | undefined {
      return store.getState().cards.get(element?.dataset.checkIn ?? element?.dataset.panelOf ?? '');
    }

    const actions: ReadonlyMap<string, () => void> = new Map([
      ['s', seen],
      ['u', () => void moves.undo()],
      ['n', note],
      ['p', sheet],
      ['x', setAside],
      ['d', () => doneButton()?.click()],
      [']', () => move(1)],
      ['.', () => move(1)],
      ['[', () => move(-1)],
      [',', () => move(-1)],
      ['j', () => focusStep('down')],
      ['ArrowDown', () => focusStep('down')],
      ['k', () => focusStep('up')],
      ['ArrowUp', () => focusStep('up')],
      ['ArrowRight', () => focusStep('right')],
      ['ArrowLeft', () => focusStep('left')],
      ['/', () => document.getElementById(SEARCH_INPUT_ID)?.focus()],
      ['f', () => document.getElementById(FILTER_INPUT_ID)?.focus()],
      ['0', clearFilter],
      ...Array.from({ length: MOST_VIEWS }, (_, place) => [`${place + 1}`, () => applyView(place)] as const),
      ['?', onKeyboardMap],
      ['Escape', closeCheckIn],
    ]);

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTyping(event.target)) return;
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isUndo && (event.ctrlKey || event.metaKey || event.altKey)) return;
      // The letters work with Caps Lock on, too.
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const name = isUndo ? 'u' : key;
      const action = actions.get(name);
      if (CHANGING.includes(name) && isReadOnly(store.getState())) return;
      if (isBehind && !EVERYWHERE.includes(key)) return;
      const mayRepeat = key.startsWith('Arrow') || key === 'j' || key === 'k';
      if (action === undefined || (event.repeat && !mayRepeat)) return;
      event.preventDefault();
      action();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store, moves, onKeyboardMap, onSetAside, isBehind]);
}
