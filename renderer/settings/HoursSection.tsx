import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ALL_DAY, type DayHours, MOST_HOURS } from '../../shared/opening-hours.ts';
import { minutesOf, TimeOfDay } from '../../shared/time-of-day.ts';
import { Button } from '../ui/Button.tsx';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { TimeField } from './TimeField.tsx';
import { useDraft } from './use-draft.ts';

const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;
type Weekday = (typeof WEEK)[number];
type Kind = 'all-day' | 'closed' | 'some';

/** What a day begins with that has hours of its own. */
const USUAL: DayHours = [{ from: '08:00', to: '18:00' }];

/** When vehicles are checked in, day by day. */
export function HoursSection() {
  const { t } = useTranslation();
  const settings = useSettings('hours');
  return (
    <StationSection id="hours" title={t('settings.hours')} what={<p>{t('settings.hours-what')}</p>} settings={settings}>
      {({ days }, isDisabled) => (
        <>
          {WEEK.map((day) => (
            <DayRow
              key={day}
              day={day}
              hours={days[day] ?? []}
              isDisabled={isDisabled}
              onChange={(changed) =>
                settings.change((now) => ({ days: now.days.map((hours, other) => (other === day ? changed : hours)) }))
              }
              onCopy={(hours) => settings.change(() => ({ days: WEEK.map(() => hours) }))}
            />
          ))}
        </>
      )}
    </StationSection>
  );
}

interface DayRowProps {
  day: Weekday;
  hours: DayHours;
  isDisabled: boolean;
  onChange: (hours: DayHours) => void;
  /** Every day like this one. */
  onCopy: (hours: DayHours) => void;
}

function DayRow({ day, hours, isDisabled, onChange, onCopy }: DayRowProps) {
  const { t } = useTranslation();
  const { draft, type, take } = useDraft<DayHours>((typed) => {
    if (!typed.every(isInOrder)) return false;
    if (JSON.stringify(typed) !== JSON.stringify(hours)) onChange(typed);
    return true;
  });
  const shown = draft ?? hours;
  const name = t(`settings.hours.day.${day}`);
  const kind = kindOf(shown);
  const labelId = `settings-hours-${day}`;
  const change = (index: number, member: 'from' | 'to', value: string): void =>
    type(
      shown.map((one, other) =>
        other === index ? { ...one, [member]: member === 'to' && value === '00:00' ? '24:00' : value } : one,
      ),
    );
  return (
    <Row
      label={name}
      labelId={labelId}
      below={
        kind === 'some' && (
          <fieldset
            className={styles.hours}
            aria-labelledby={labelId}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) take();
            }}
          >
            {shown.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: hours have no other name, and keep their place while they are typed
              <span key={index} className={styles.span}>
                <TimeField
                  label={t('settings.hours.from')}
                  value={one.from}
                  isDisabled={isDisabled}
                  isWrong={!isInOrder(one)}
                  onChange={(value) => change(index, 'from', value)}
                />
                <TimeField
                  label={t('settings.hours.to')}
                  value={one.to === '24:00' ? '00:00' : one.to}
                  isDisabled={isDisabled}
                  isWrong={!isInOrder(one)}
                  onChange={(value) => change(index, 'to', value)}
                />
                {shown.length > 1 && (
                  <Button onClick={() => onChange(shown.filter((other) => other !== one))}>
                    {t('settings.hours.remove')}
                  </Button>
                )}
              </span>
            ))}
            {shown.length < MOST_HOURS && (
              <Button onClick={() => type([...shown, { from: '', to: '' }])}>{t('settings.hours.again')}</Button>
            )}
            {day === 0 && (
              <Button onClick={() => shown.every(isInOrder) && onCopy(shown)}>{t('settings.hours.copy')}</Button>
            )}
            {!shown.every(isInOrder) && <Remark tone="red">{t('settings.hours.wrong')}</Remark>}
          </fieldset>
        )
      }
    >
      <NativeSelect
        aria-labelledby={labelId}
        value={kind}
        disabled={isDisabled}
        data={(['all-day', 'some', 'closed'] as const).map((value) => ({ value, label: t(`settings.hours.${value}`) }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange(chosen === 'all-day' ? [ALL_DAY] : chosen === 'closed' ? [] : USUAL);
        }}
      />
    </Row>
  );
}

function kindOf(hours: DayHours): Kind {
  if (hours.length === 0) return 'closed';
  return JSON.stringify(hours) === JSON.stringify([ALL_DAY]) ? 'all-day' : 'some';
}

function isInOrder({ from, to }: DayHours[number]): boolean {
  const isTimes = TimeOfDay.safeParse(from).success && (to === '24:00' || TimeOfDay.safeParse(to).success);
  return isTimes && minutesOf(from) < minutesOf(to);
}
