import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { plateText, useFormats, vehicleText } from '../ui/formats.ts';
import { useBoard, useParts } from './board-context.ts';
import { isReadOnly, placedAt, shopOf } from './board-state.ts';
import styles from './Done.module.css';
import { Plate } from './Plate.tsx';

/** One vehicle that was handed over or set aside, and the way back. */
export function DoneRow({ card, onLeave }: { card: Card; onLeave: () => void }) {
  const { t } = useTranslation();
  const { moves } = useParts();
  const formats = useFormats();
  const { plateStyle } = useBoard(shopOf);
  const isOnlyRead = useBoard(isReadOnly);
  const plate = plateText(t, card.plate);
  const at = placedAt(card);
  const back = card.setAside === null ? t('desk.back-to', { lane: t('lane.ready') }) : t('desk.put-back');
  return (
    <li className={styles.row} data-done={card.id}>
      <button
        type="button"
        className={styles.open}
        aria-label={t('panel.label', { plate })}
        onClick={() => {
          onLeave();
          openCheckIn(card.id);
        }}
      >
        <span className={styles.plate}>
          <Plate plate={card.plate} plateStyle={plateStyle} />
        </span>
        <span className={styles.what}>
          <bdi className={styles.vehicle}>{vehicleText(card) ?? t('card.no-vehicle')}</bdi>
          <small>
            <time dateTime={at}>{formats.moment(at)}</time>
            {t('age.join')}
            {card.setAside === null ? t('lane.handed-over') : t(`desk.as.${card.setAside}`)}
          </small>
        </span>
      </button>
      {!isOnlyRead && (
        <button
          type="button"
          className={styles.back}
          aria-label={`${back}${t('age.join')}${plate}`}
          onClick={({ currentTarget }) => {
            const row = currentTarget.parentElement;
            const beside = row?.nextElementSibling ?? row?.previousElementSibling;
            if (beside) beside.querySelector<HTMLElement>('button:last-child')?.focus();
            else onLeave();
            if (card.setAside === null) moves.move(card, 'ready');
            else moves.setAside(card, null);
          }}
        >
          {back}
        </button>
      )}
    </li>
  );
}
