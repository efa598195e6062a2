import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlindSpot } from '../../../shared/blind-spot.ts';
import { isolated } from '../../../shared/isolated.ts';
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
  const [open, setOpen] = useState<'tick' | 'typed' | null>(null);
  const { from, to, losesFrom, losesTo, causes, state, inHours, ticked } = spot;
  const since = { from: formats.moment(from) };
  const close = (): void => setOpen(null);
  const over = losesFrom === null || losesTo === null ? null : { losesFrom, losesTo };

  function title(): string {
    if (to === null) return t('blind.spot-since', since);
    return t(losesFrom === null ? 'blind.interrupted' : 'blind.spot', { range: range(from, to) });
  }
  function loses(): string {
    if (over !== null) return t('blind.loses', { range: range(over.losesFrom, over.losesTo) });
    if (losesFrom !== null) return t('blind.loses-since', { from: formats.moment(losesFrom) });
    return t('blind.loses-none', { length: formats.age(Date.parse(to ?? from) - Date.parse(from)) });
  }
  return (
    <li className={styles.spot} data-state={state} data-in-hours={inHours}>
      <div className={styles.head}>
        <h3>{title()}</h3>
        <span
          className={styles.state}
          data-tone={inHours && (state === 'to-look' || state === 'going-on') ? 'amber' : undefined}
        >
          {t(`blind.state.${state}`)}
        </span>
        {losesFrom !== null && !inHours && <span className={styles.state}>{t('blind.out-of-hours')}</span>}
      </div>
      <p>{loses()}</p>
      <p className={styles.causes}>{causes.map((cause) => t(`blind.cause.${cause}`)).join(t('age.join'))}</p>
      {ticked !== null && (
        <p className={styles.ticked}>
          {t('blind.ticked', { who: isolated(ticked.who), when: formats.moment(ticked.at) })}
          {ticked.note !== '' && <bdi className={styles.note}>{ticked.note}</bdi>}
        </p>
      )}
      {open === null && over !== null && (
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
      {act.state === 'failed' && <Remark tone="red">{t('blind.not-saved')}</Remark>}
      {open === 'tick' && over !== null && <TickForm loses={over} onClose={close} />}
      {open === 'typed' && <TypedForm arrivedAt={losesFrom} onClose={close} />}
    </li>
  );
}
