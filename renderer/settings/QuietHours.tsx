import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Hours, minutesOf, TimeOfDay } from '../../shared/time-of-day.ts';
import { useFormats } from '../ui/formats.ts';
import { Remark, SwitchRow } from './Row.tsx';
import styles from './Settings.module.css';
import { TimeField } from './TimeField.tsx';

export interface QuietHoursProps {
  hours: Hours | null;
  isDisabled: boolean;
  onChange: (hours: Hours | null) => void;
}

/** What quiet hours begin with when nobody has chosen any yet. */
const USUAL: Hours = { from: '19:00', to: '07:00' };
/** So long after the last key, in ms, what was typed is taken, as it is on leaving the field. */
const TYPED_MS = 1_200;

/** The hours in which nothing rings, with a draft of them while somebody types. */
export function QuietHours({ hours, isDisabled, onChange }: QuietHoursProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [draft, setDraft] = useState<Hours | null>(null);
  const [lastOn, setLastOn] = useState(USUAL);
  const shown = draft ?? hours;
  const problem = shown === null ? null : problemOf(shown);

  const take = useRef(() => {});
  take.current = () => {
    if (draft === null || problem !== null) return;
    setDraft(null);
    if (draft.from !== hours?.from || draft.to !== hours.to) onChange(draft);
  };
  useEffect(() => {
    if (draft === null) return undefined;
    const timer = setTimeout(() => take.current(), TYPED_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  // Leaving the page leaves nothing behind that was typed.
  useEffect(() => () => take.current(), []);

  function turn(isOn: boolean): void {
    setDraft(null);
    if (hours !== null) setLastOn(hours);
    onChange(isOn ? lastOn : null);
  }

  return (
    <SwitchRow
      label={t('settings.quiet')}
      why={t('settings.quiet-why')}
      isOn={hours !== null}
      isDisabled={isDisabled}
      onChange={turn}
      below={
        shown !== null && (
          <fieldset className={styles.hours} aria-label={t('settings.quiet')} onBlur={() => take.current()}>
            <TimeField
              label={t('settings.quiet.from')}
              value={shown.from}
              isDisabled={isDisabled}
              isWrong={problem !== null}
              onChange={(from) => setDraft({ ...shown, from })}
            />
            <TimeField
              label={t('settings.quiet.to')}
              value={shown.to}
              isDisabled={isDisabled}
              isWrong={problem !== null}
              onChange={(to) => setDraft({ ...shown, to })}
            />
            {problem === null ? (
              <p className={styles.why}>
                {t(minutesOf(shown.from) < minutesOf(shown.to) ? 'settings.quiet.day' : 'settings.quiet.night', {
                  from: formats.timeOfDay(shown.from),
                  to: formats.timeOfDay(shown.to),
                })}
              </p>
            ) : (
              <Remark tone="red">{t(`settings.quiet.${problem}`)}</Remark>
            )}
          </fieldset>
        )
      }
    />
  );
}

function problemOf({ from, to }: Hours): 'incomplete' | 'equal' | null {
  if (!TimeOfDay.safeParse(from).success || !TimeOfDay.safeParse(to).success) return 'incomplete';
  return from === to ? 'equal' : null;
}
