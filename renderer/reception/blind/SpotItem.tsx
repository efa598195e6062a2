import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlindSpot } from '../../../shared/blind-spot.ts';
import { isolated } from '../../../shared/isolated.ts';
import { useBoard } from '../../board/board-context.ts';
import { isReadOnly } from '../../board/board-state.ts';
import chips from '../../board/chips.module.css';
import { FetchReports } from '../../platform/FetchReports.tsx';
import { Remark } from '../../settings/Row.tsx';
import { Button } from '../../ui/Button.tsx';
import { useFormats } from '../../ui/formats.ts';
import styles from './Blind.module.css';
import { TickForm } from './TickForm.tsx';
import { TypedForm } from './TypedForm.tsx';
import { useBlindAct } from './use-blind-spots.ts';
import { useRange } from './use-range.ts';

/** One time in which AutoX3 could not deliver: when, why, what may be missing, and who has looked. */
export function SpotItem({ spot }: { spot: BlindSpot }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const range = useRange();
  const act = useBlindAct();
  const isOnlyRead = useBoard(isReadOnly);
  const [open, setOpen] = useState<'tick' | 'typed' | null>(null);
  const { from, to, losesFrom, losesTo, causes, state, inHours, ticked, relayed } = spot;
  const since = { from: formats.moment(from) };
  const close = (): void => setOpen(null);
  const over = losesFrom === null || losesTo === null ? null : { losesFrom, losesTo };

  function title(): string {
    if (to === null) return t(losesFrom === null ? 'blind.interrupted-since' : 'blind.spot-since', since);
    return t(losesFrom === null ? 'blind.interrupted' : 'blind.spot', { range: range(from, to) });
  }
  function loses(): string {
    if (over !== null) return t('blind.loses', { range: range(over.losesFrom, over.losesTo) });
    if (losesFrom !== null) return t('blind.loses-since', { from: formats.moment(losesFrom) });
    if (to === null) return t('blind.relayed-since');
    const length = formats.age(Date.parse(to) - Date.parse(from));
    if (relayed === null) return t('blind.loses-none', { length });
    return relayed === 0 ? t('blind.relayed-none', { length }) : t('blind.relayed', { length, count: relayed });
  }
  return (
    <li className={styles.spot} data-state={state} data-in-hours={inHours}>
      <div className={styles.head}>
        <h3>{title()}</h3>
        <span
          className={chips.chip}
          data-severity={inHours && (state === 'to-look' || state === 'going-on') ? 'amber' : undefined}
        >
          {t(`blind.state.${state}`)}
        </span>
        {losesFrom !== null && !inHours && <span className={chips.chip}>{t('blind.out-of-hours')}</span>}
      </div>
      <p>{loses()}</p>
      <p className={styles.causes}>{causes.map((cause) => t(`blind.cause.${cause}`)).join(t('age.join'))}</p>
      {ticked !== null && (
        <p className={styles.ticked}>
          {ticked.who === ''
            ? t('blind.ticked-removed', { when: formats.moment(ticked.at) })
            : t('blind.ticked', { who: isolated(ticked.who), when: formats.moment(ticked.at) })}
          {ticked.note !== '' && <bdi className={styles.note}>{ticked.note}</bdi>}
        </p>
      )}
      {open === null && over !== null && !isOnlyRead && (
        <div className={styles.actions}>
          {ticked === null ? (
            <>
              <Button onClick={() => setOpen('tick')}>{t('blind.tick')}</Button>
              <Button onClick={() => setOpen('typed')}>{t('typed.enter')}</Button>
            </>
          ) : (
            <Button isBusy={act.state === 'busy'} onClick={() => act.run((blind) => blind.untick(over))}>
              {t('blind.untick')}
            </Button>
          )}
        </div>
      )}
      {over !== null && <FetchReports of={{ type: 'blind', ...over }} />}
      {act.state === 'failed' && <Remark tone="red">{t('blind.not-saved')}</Remark>}
      {open === 'tick' && over !== null && <TickForm loses={over} onClose={close} />}
      {open === 'typed' && <TypedForm arrivedAt={losesFrom} onClose={close} />}
    </li>
  );
}
