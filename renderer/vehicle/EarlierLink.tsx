import { useTranslation } from 'react-i18next';
import type { EarlierVisit } from '../../shared/vehicle.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { useFormats } from '../ui/formats.ts';
import styles from './Vehicle.module.css';

/** Words that lead to an earlier visit, beside the board or the page that is open. */
export function EarlierLink({ visit, children }: { visit: EarlierVisit; children: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <button
      type="button"
      className={styles.link}
      title={t('vehicle.open-visit', { day: formats.date(visit.at) })}
      onClick={() => openCheckIn(visit.id)}
    >
      {children}
    </button>
  );
}
