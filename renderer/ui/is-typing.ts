/** Whether keys belong to what has the focus: a field, an open menu, a dialog on top, or what says that it has its own. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input, textarea, select, [contenteditable], [role="menu"], [aria-modal="true"], [data-own-keys]',
    ) !== null
  );
}
