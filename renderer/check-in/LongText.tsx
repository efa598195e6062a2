import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './CheckInPanel.module.css';

const SHORT = 160;

/** Text from a message: as text, in its own direction, and shortened until somebody wants all of it. */
export function LongText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isWhole, setIsWhole] = useState(false);
  // By characters, not code units: a cut through an emoji would leave half of it.
  const characters = text.length > SHORT ? Array.from(text) : [];
  if (characters.length <= SHORT) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{isWhole ? text : `${characters.slice(0, SHORT).join('')}…`}</bdi>{' '}
      <button type="button" className={styles.more} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
        {t(isWhole ? 'panel.show-less' : 'panel.show-all')}
      </button>
    </>
  );
}
