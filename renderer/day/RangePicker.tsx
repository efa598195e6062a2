import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '../../shared/calendar.ts';
import type { DayRange } from '../../shared/day-report.ts';
import { Icon } from '../ui/Icon.tsx';
import { changePageQuery } from '../ui/place.ts';
import styles from './RangePicker.module.css';
import { FIRST_DAY, isChoosable, neighbour, PRESETS, type Preset, queryOf, withDay } from './range.ts';

/** Which days the report is about: the usual ones with a click, any others by their dates. */
export function RangePicker({ range, today }: { range: DayRange & { preset: Preset | null }; today: CalendarDay }) {
  const { t } = useTranslation();
  const [earlier, later] = [neighbour(range, -1, today), neighbour(range, 1, today)];
  return (
    <section className={styles.picker} data-range={range.preset ?? 'days'} aria-label={t('day.range')}>
      <div className={styles.presets}>
        {PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            className={styles.preset}
            aria-pressed={range.preset === preset}
            onClick={() => changePageQuery(queryOf(preset))}
          >
            {t(`day.preset.${preset}`)}
          </button>
        ))}
      </div>
      <div className={styles.days}>
        <Step icon="previous" label={t('day.earlier')} to={earlier} />
        <DayField label={t('day.from')} day={range.from} today={today} change={(day) => withDay(range, 'from', day)} />
        <DayField label={t('day.to')} day={range.to} today={today} change={(day) => withDay(range, 'to', day)} />
        <Step icon="next" label={t('day.later')} to={later} />
      </div>
    </section>
  );
}

function Step({ icon, label, to }: { icon: 'previous' | 'next'; label: string; to: DayRange | null }) {
  return (
    <button
      type="button"
      className={styles.step}
      aria-label={label}
      title={label}
      // Kept in reach: a button that went away would take the focus with it.
      aria-disabled={to === null || undefined}
      onClick={() => {
        if (to !== null) changePageQuery(queryOf(to));
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

/** One end of the range; while it is no day that can be chosen the range stays as it is. */
function DayField({
  label,
  day,
  today,
  change,
}: {
  label: string;
  day: CalendarDay;
  today: CalendarDay;
  change: (day: CalendarDay) => DayRange;
}) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        min={FIRST_DAY}
        max={today}
        value={typed ?? day}
        onChange={({ currentTarget: { value } }) => {
          const isDay = isChoosable(value, today);
          setTyped(isDay ? null : value);
          if (isDay) changePageQuery(queryOf(change(value)));
        }}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}
