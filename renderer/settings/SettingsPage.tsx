import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import { useDesktop } from '../desktop/desktop.ts';
import { useBrowserRing } from '../ring/use-ring.ts';
import { useAccess } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { focusMenuButton } from '../ui/menu-button.ts';
import { AgesSection } from './AgesSection.tsx';
import { AlertSection } from './AlertSection.tsx';
import { DataSection } from './DataSection.tsx';
import { LanSection } from './LanSection.tsx';
import { LightsSection } from './LightsSection.tsx';
import { closeSettings, useSectionWish } from './open-settings.ts';
import { PhotosSection } from './PhotosSection.tsx';
import { PositionsSection } from './PositionsSection.tsx';
import { Remark } from './Row.tsx';
import { SecretSection } from './SecretSection.tsx';
import { headingId } from './Section.tsx';
import styles from './Settings.module.css';
import { ShopSection } from './ShopSection.tsx';
import { ThisBrowserSection } from './ThisBrowserSection.tsx';
import { ThisPcSection } from './ThisPcSection.tsx';
import { UpdatesSection } from './UpdatesSection.tsx';
import { WallSection } from './WallSection.tsx';

/** The settings, over the board: what belongs to the shop, and in the desktop app what belongs to this PC. */
export function SettingsPage() {
  const { t } = useTranslation();
  const around = useDesktop();
  const own = useBrowserRing();
  const access = useAccess();
  const isManager = access?.role === 'manager';
  const page = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const wish = useSectionWish();
  useEscape();

  useEffect(() => {
    const place = page.current;
    title.current?.focus({ preventScroll: true });
    // Nothing on the board has led here: back to the menu, unless somebody has gone elsewhere meanwhile.
    return () => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body || place?.contains(activeElement))
        focusMenuButton();
    };
  }, []);

  useEffect(() => {
    if (wish === null) return;
    const heading = document.getElementById(headingId(wish.section));
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [wish]);

  return (
    <div ref={page} className={styles.page} data-page="settings">
      <div className={styles.column}>
        <header className={styles.head}>
          <h2 ref={title} tabIndex={-1}>
            {t('settings.title')}
          </h2>
          <Button tone="card" onClick={closeSettings}>
            {t('settings.back')} <kbd>Esc</kbd>
          </Button>
        </header>
        {access === null && <Remark tone="quiet">{t('settings.loading')}</Remark>}
        {isManager && <ShopSection />}
        {isManager && <AlertSection />}
        {around !== null && <ThisPcSection around={around} />}
        {own !== null && <ThisBrowserSection {...own} />}
        {isManager ? (
          <>
            <AgesSection />
            <LightsSection />
            <PositionsSection />
            <PhotosSection />
            <LanSection />
            <WallSection />
            <SecretSection />
          </>
        ) : (
          access !== null && (
            <p className={styles.elsewhere}>
              {access.device !== null && <>{t('settings.paired-as', { name: isolated(access.device) })} </>}
              {t('settings.main-desk')}
            </p>
          )
        )}
        {around !== null && <UpdatesSection around={around} />}
        {around !== null && <DataSection around={around} />}
      </div>
    </div>
  );
}

/** Escape leads back, from wherever the focus is, but not through a menu or dialog that it closes itself. */
function useEscape(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('[role="menu"], [aria-modal="true"]') !== null)
        return;
      event.preventDefault();
      closeSettings();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
