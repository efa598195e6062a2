import { useTranslation } from 'react-i18next';
import { type CheckInDetail, SET_ASIDE_REASONS } from '../../shared/check-in.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { isReadOnly, shownPlace } from '../board/board-state.ts';
import { StoreLine } from '../board/StoreLine.tsx';
import { useFormats } from '../ui/formats.ts';
import panelStyles from './CheckInPanel.module.css';
import styles from './Desk.module.css';
import { LaneButtons } from './LaneButtons.tsx';

/** Where the visit stands, and where it can go: through the lanes, aside, and back from there. */
export function Standing({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { moves } = useParts();
  const isOnlyRead = useBoard(isReadOnly);
  const place = useBoard((state) => shownPlace(state, checkIn.id)) ?? checkIn;
  if (place.setAside !== null) {
    return (
      <div className={styles.aside}>
        <strong>
          {t(`desk.as.${place.setAside}`)}
          {checkIn.setAside !== null && checkIn.setAsideAt !== null && (
            <small>
              {t('age.join')}
              {formats.moment(checkIn.setAsideAt)}
            </small>
          )}
        </strong>
        {!isOnlyRead && (
          <button type="button" className={panelStyles.button} onClick={() => moves.setAside(checkIn, null, place)}>
            {t('desk.put-back')}
          </button>
        )}
      </div>
    );
  }
  if (isOnlyRead) return <StoreLine store={checkIn.storeId} />;
  return (
    <>
      <LaneButtons checkIn={checkIn} place={place} />
      <p className={styles.setAside} title={t('desk.aside-what')}>
        {SET_ASIDE_REASONS.map((reason) => (
          <button
            key={reason}
            type="button"
            className={panelStyles.more}
            data-set-aside=""
            onClick={() => moves.setAside(checkIn, reason, place)}
          >
            {t(`desk.as.${reason}`)}
          </button>
        ))}
      </p>
    </>
  );
}
