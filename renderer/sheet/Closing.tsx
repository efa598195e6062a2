import { useTranslation } from 'react-i18next';
import { keyed } from '../ui/keyed.ts';
import styles from './Sheet.module.css';

/** What is signed and where: the terms of the shop, and under them, never parted from them, two lines. */
export function Closing({ terms }: { terms: string }) {
  const { t } = useTranslation();
  const paragraphs = terms
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return (
    <section className={styles.closing}>
      {paragraphs.length > 0 && (
        <>
          <h2>{t('sheet.terms')}</h2>
          {keyed(paragraphs, (paragraph) => paragraph).map(({ key, item }) => (
            <p key={key} className={styles.term} dir="auto">
              {item}
            </p>
          ))}
        </>
      )}
      <div className={styles.signatures}>
        <p>{t('sheet.sign-customer')}</p>
        <p>{t('sheet.sign-workshop')}</p>
      </div>
    </section>
  );
}
