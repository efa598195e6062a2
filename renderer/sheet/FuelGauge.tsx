import { useTranslation } from 'react-i18next';
import { useFormats } from '../ui/formats.ts';
import styles from './Sheet.module.css';

const WIDTH = 120;
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];

/** The fuel level as a gauge in quarters and as a number; an empty one, to be filled in by hand, where none was sent. */
export function FuelGauge({ value }: { value: number | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (value !== null && (value < 0 || value > 100)) {
    return <strong>{t('sheet.fuel-odd', { value: formats.number(value) })}</strong>;
  }
  return (
    <span className={styles.fuel}>
      <span>{t('sheet.fuel-empty')}</span>
      <svg className={styles.gauge} viewBox={`-1 -1 ${WIDTH + 2} 20`} aria-hidden="true" focusable="false">
        <rect x="0" y="6" width={WIDTH} height="11" rx="2" fill="#fff" stroke="#10151f" strokeWidth="1.4" />
        {value !== null && <rect x="0" y="6" width={(WIDTH * value) / 100} height="11" rx="2" fill="#10151f" />}
        {QUARTERS.map((quarter) => (
          <path
            key={quarter}
            d={`M${WIDTH * quarter} ${quarter % 0.5 === 0 ? 0 : 2.5}V6`}
            stroke="#10151f"
            strokeWidth="1.4"
          />
        ))}
      </svg>
      <span>{t('sheet.fuel-full')}</span>
      {value !== null && <strong>{formats.number(value)}%</strong>}
    </span>
  );
}
