/** The id of the button of the menu for the rest, where the focus goes when nothing else is left. */
export const MENU_BUTTON_ID = 'menu';

/** Puts the focus on the menu's button. */
export function focusMenuButton(): void {
  document.getElementById(MENU_BUTTON_ID)?.focus({ preventScroll: true });
}
