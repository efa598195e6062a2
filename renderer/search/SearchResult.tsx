import { useTranslation } from 'react-i18next';
import type { CheckIn } from '../../shared/check-in.ts';
import { ownerName } from '../../shared/owner-name.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { Plate } from '../board/Plate.tsx';
import { useFormats, vehicleText } from '../ui/formats.ts';
import styles from './Search.module.css';

/** One check-in that was found: enough to tell it from its neighbours. */
export function SearchResult({ checkIn }: { checkIn: CheckIn }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const plateStyle = useBoard((state) => shopOf(state).plateStyle);
  const what = [vehicleText(checkIn), ownerName(checkIn.owner)].filter((part) => part !== null);
  return (
    <span className={styles.result}>
      <span className={styles.plate}>
        <Plate plate={checkIn.plate} plateStyle={plateStyle} />
      </span>
      <span className={styles.what}>
        <span className={styles.line}>
          <bdi>{what.length === 0 ? t('card.no-vehicle') : what.join(' • ')}</bdi>
        </span>
        <span className={styles.when}>
          {formats.moment(checkIn.arrivedAt)} •{' '}
          {checkIn.setAside === null ? t(`lane.${checkIn.lane}`) : t(`desk.as.${checkIn.setAside}`)}
        </span>
      </span>
    </span>
  );
}
