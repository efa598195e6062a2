import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FilterChip } from '../ui/FilterChip.tsx';
import { useFormats } from '../ui/formats.ts';
import { type Days, useDays } from './days.ts';
import styles from './History.module.css';

const SPANS = ['today', 'yesterday', 'week', 'month', 'year'] as const;
type DaySpan = (typeof SPANS)[number];

/** The days of a span, as the address says them; those that go up to now have no end. */
function daysOf(span: DaySpan, days: Days): { from: string; to: string | undefined } {
  const today = days.today();
  const iso = days.iso(today);
  switch (span) {
    case 'today':
      return { from: iso, to: iso };
    case 'yesterday':
      return { from: days.iso(today - 1), to: days.iso(today - 1) };
    case 'week':
      return { from: days.iso(today - 6), to: undefined };
    case 'month':
      return { from: days.iso(today - 29), to: undefined };
    case 'year':
      return { from: `${iso.slice(0, 4)}-01-01`, to: undefined };
  }
}

interface DateChipProps {
  view: { from?: string; to?: string };
  change: (members: { from?: string | undefined; to?: string | undefined }) => void;
}

/** When something was: a span up to today, or from one day to another. */
export function DateChip({ view: { from, to }, change }: DateChipProps) {
  const { t } = useTranslation();
  const days = useDays();
  const formats = useFormats();
  const span = SPANS.find((one) => {
    const wanted = daysOf(one, days);
    return from === wanted.from && to === wanted.to;
  });
  return (
    <FilterChip
      name={t('history.date')}
      value={span === undefined ? dates() : t(`history.date.${span}`)}
      onClear={() => change({ from: undefined, to: undefined })}
    >
      <Menu.RadioGroup value={span ?? ''}>
        {SPANS.map((one) => (
          <Menu.RadioItem key={one} value={one} closeMenuOnClick onClick={() => change(daysOf(one, days))}>
            {t(`history.date.${one}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <div className={styles.dates}>
        <label>
          {t('history.date.from')}
          <input
            type="date"
            value={from ?? ''}
            max={to}
            onChange={(event) => change({ from: event.currentTarget.value || undefined })}
          />
        </label>
        <label>
          {t('history.date.to')}
          <input
            type="date"
            value={to ?? ''}
            min={from}
            onChange={(event) => change({ to: event.currentTarget.value || undefined })}
          />
        </label>
      </div>
    </FilterChip>
  );

  function dates(): string | null {
    if (from !== undefined && to !== undefined)
      return from === to
        ? formats.day(from)
        : t('history.date.range', { from: formats.day(from), to: formats.day(to) });
    if (from !== undefined) return t('history.date.since', { day: formats.day(from) });
    return to === undefined ? null : t('history.date.until', { day: formats.day(to) });
  }
}
