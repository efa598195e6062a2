import { useTranslation } from 'react-i18next';
import { type CheckInDetail, LANES, type Place } from '../../shared/check-in.ts';
import { useParts } from '../board/board-context.ts';
import styles from './CheckInPanel.module.css';

/** Where the vehicle stands on its way through the shop; a press moves it. */
export function LaneButtons({ checkIn, place }: { checkIn: CheckInDetail; place: Place }) {
  const { t } = useTranslation();
  const { moves } = useParts();
  return (
    <fieldset className={styles.lanes}>
      <legend className="visually-hidden">{t('panel.lane')}</legend>
      {LANES.map((to) => (
        <button
          key={to}
          type="button"
          className={styles.lane}
          aria-pressed={to === place.lane}
          // A visit found by search may not be on the board: the move has to be told where it comes from.
          onClick={() => moves.move(checkIn, to, place)}
        >
          {t(`lane.${to}`)}
          {to === 'seen' && place.lane === 'new' && <kbd className={styles.key}>S</kbd>}
        </button>
      ))}
    </fieldset>
  );
}
