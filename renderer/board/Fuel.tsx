import { useTranslation } from 'react-i18next';
import { useFormats } from '../ui/formats.ts';
import styles from './Fuel.module.css';

/** The fuel level: a bar with its percentage, or the bare value where that cannot be a percentage. */
export function Fuel({ value }: { value: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (value < 0 || value > 100) return <span>{t('card.fuel-odd', { value: formats.number(value) })}</span>;
  return (
    <span className={styles.fuel}>
      {t('card.fuel')}
      <span className={styles.tank} aria-hidden="true">
        <span className={styles.level} style={{ width: `${value}%` }} />
      </span>
      {formats.number(value)}%
    </span>
  );
}
