import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canFillScreen } from './use-full-screen.ts';
import { useScreenAwake } from './use-screen-awake.ts';
import styles from './WallPage.module.css';

const SHOWN_MS = 10_000;

/** What whoever sets the screen up should know; it goes by itself, and with the first key. */
export function WallHint({ isDesktop }: { isDesktop: boolean }) {
  const { t } = useTranslation();
  const isAwake = useScreenAwake();
  const [isShown, setIsShown] = useState(true);
  useEffect(() => {
    const hide = (): void => setIsShown(false);
    const timer = setTimeout(hide, SHOWN_MS);
    window.addEventListener('keydown', hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', hide);
    };
  }, []);
  const said = [
    ...(isDesktop ? [t('wall.hint.close')] : canFillScreen() ? [t('wall.hint.full-screen')] : []),
    ...(isAwake ? [] : [t('wall.hint.may-sleep')]),
  ];
  if (said.length === 0) return null;
  return (
    <div className={styles.hint} data-hint="" data-shown={isShown} aria-hidden={!isShown}>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
