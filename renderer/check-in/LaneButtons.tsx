import { useTranslation } from 'react-i18next';
import { type CheckInDetail, LANES } from '../../shared/check-in.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { shownLane } from '../board/board-state.ts';
import styles from './CheckInPanel.module.css';

/** Where the vehicle stands on its way through the shop; a press moves it. */
export function LaneButtons({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const { moves } = useParts();
  const lane = useBoard((state) => shownLane(state, checkIn.id)) ?? checkIn.lane;
  return (
    <fieldset className={styles.lanes}>
      <legend className="visually-hidden">{t('panel.lane')}</legend>
      {LANES.map((to) => (
        <button
          key={to}
          type="button"
          className={styles.lane}
          aria-pressed={to === lane}
          // A visit found by search may not be on the board: the move has to be told where it comes from.
          onClick={() => moves.move(checkIn, to, lane)}
        >
          {t(`lane.${to}`)}
          {to === 'seen' && lane === 'new' && <kbd className={styles.key}>S</kbd>}
        </button>
      ))}
    </fieldset>
  );
}
