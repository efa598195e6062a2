import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { focusMenuButton } from './menu-button.ts';
import styles from './PageFrame.module.css';
import { closePage, closePlacedCheckIn, type PageName, usePlacedCheckIn } from './place.ts';

/**
 * A page over the board, with its title and the way back. Escape closes the check-in beside it, then the page. `isWide`
 * uses the whole width of the window, `isFilled` its height too: then what is in it scrolls, not the page.
 */
export function PageFrame({
  name,
  title,
  actions,
  isWide = false,
  isFilled = false,
  children,
}: {
  name: PageName;
  title: string;
  actions?: ReactNode;
  isWide?: boolean;
  isFilled?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEscape();

  useEffect(() => {
    const place = page.current;
    // Something in it may have taken the focus already, a search field say.
    if (place?.contains(document.activeElement) !== true) heading.current?.focus({ preventScroll: true });
    // Nothing on the board has led here: back to the menu, unless somebody has gone elsewhere meanwhile.
    return () => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body || place?.contains(activeElement))
        focusMenuButton();
    };
  }, []);

  return (
    <div ref={page} className={styles.page} data-page={name} data-filled={isFilled || undefined}>
      <div className={styles.column} data-wide={isWide || undefined}>
        <header className={styles.head}>
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <div className={styles.actions}>
            {actions}
            <Button tone="card" onClick={closePage}>
              {t('page.back')} <kbd>Esc</kbd>
            </Button>
          </div>
        </header>
        {children}
      </div>
    </div>
  );
}

/** Escape leads back, from wherever the focus is, but not through a menu or dialog that it closes itself. */
function useEscape(): void {
  const checkIn = usePlacedCheckIn();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('[role="menu"], [aria-modal="true"]') !== null)
        return;
      event.preventDefault();
      if (checkIn === null) closePage();
      else closePlacedCheckIn();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [checkIn]);
}
