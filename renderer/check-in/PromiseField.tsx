import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { useClockText } from '../ui/clock.ts';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { useShopZone } from '../ui/shop-zone.ts';
import styles from './Desk.module.css';
import { DeskField } from './DeskField.tsx';
import { leaveOnEscape } from './leave-on-escape.ts';
import { promiseChoices } from './promise-choices.ts';
import { useDeskField } from './use-desk-field.ts';
import { fromWallClock, toWallClock } from './wall-clock.ts';

/** By when a vehicle is promised: the usual times with one click, any other by date and time. */
export function PromiseField({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const zone = useShopZone();
  const inputId = useId();
  const field = useDeskField(checkIn, 'promisedAt');
  /** What stands in the input while somebody is at it: not a time yet, perhaps. */
  const [typed, setTyped] = useState<string | null>(null);
  const choices = useClockText((now) => promiseChoices(now, zone).join(' '));

  function choose(at: number | null): void {
    setTyped(null);
    field.type(at === null ? null : new Date(at).toISOString());
    field.save();
  }

  function take(): void {
    if (typed === null) return;
    const at = fromWallClock(typed, zone);
    // Half a time is no time: what was promised before stands.
    if (at === null && typed !== '') setTyped(null);
    else choose(at);
  }

  const promised = field.value === null ? null : Date.parse(field.value);
  return (
    <DeskField label={t('desk.promised')} inputId={inputId} field={field} theirs={formats.due}>
      <div className={styles.when}>
        <input
          id={inputId}
          type="datetime-local"
          className={styles.input}
          max="9999-12-31T23:59"
          value={typed ?? (promised === null ? '' : toWallClock(promised, zone))}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
            leaveOnEscape(event);
          }}
        />
        {promised !== null && (
          <button
            type="button"
            className={styles.clear}
            aria-label={t('desk.promised-clear')}
            title={t('desk.promised-clear')}
            onClick={() => choose(null)}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <div className={styles.choices}>
        {choices.split(' ').map((at) => (
          <button
            key={at}
            type="button"
            className={styles.choice}
            aria-pressed={Number(at) === promised}
            onClick={() => choose(Number(at))}
          >
            {formats.due(new Date(Number(at)).toISOString())}
          </button>
        ))}
      </div>
    </DeskField>
  );
}
