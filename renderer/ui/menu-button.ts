/** Marks the button of the menu for the rest, where the focus goes when nothing else is left. */
export const MENU_BUTTON = { 'data-menu-button': '' } as const;

/** Puts the focus on the menu's button. */
export function focusMenuButton(): void {
  document.querySelector<HTMLElement>('[data-menu-button]')?.focus({ preventScroll: true });
}
