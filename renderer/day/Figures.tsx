import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayFigures, DayReport } from '../../shared/day-report.ts';
import { useFormats } from '../ui/formats.ts';
import { useDayFormats } from './day-formats.ts';
import styles from './Figures.module.css';

const withLights = ({ lights }: DayFigures): number => lights.red + lights.amber + lights.unmapped + lights.info;

/** What a manager looks at first, each beside what it was before. */
export function Figures({ report }: { report: DayReport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const days = useDayFormats();
  const { figures, isOver } = report;
  const was = report.before.figures;
  const range = days.shortRange(report.before);
  const isDay = report.from === report.to;
  const { seen, setAside } = figures;

  const before = (value: string) => t('day.before', { range, value });
  const count = (value: number, valueBefore: number) => (
    <>
      <b>{days.difference(value - valueBefore)}</b> {before(formats.number(valueBefore))}
    </>
  );
  const share = (part: number, of: DayFigures) =>
    of.checkIns === 0 ? t('day.nothing') : days.percent(part, of.checkIns);
  const partOf = (part: number) =>
    t('day.part-of', { part: formats.number(part), whole: formats.number(figures.checkIns) });
  const unseen = isOver
    ? (['day.unseen', 'day.unseen-range'] as const)
    : (['day.unseen-now', 'day.unseen-now-range'] as const);
  const blind = (of: DayFigures) => (of.blind === 0 ? t('day.nothing') : formats.age(of.blind));
  const age = (ms: number | null) => (ms === null ? t('day.nothing') : formats.age(ms));
  return (
    <dl className={styles.figures} aria-label={t('day.figures')}>
      <Figure name="check-ins" label={t('day.check-ins')} value={formats.number(figures.checkIns)}>
        {count(figures.checkIns, was.checkIns)}
      </Figure>
      <Figure
        name="seen"
        label={t('day.seen')}
        value={age(seen.median)}
        what={
          seen.count === 0
            ? t('day.seen-none')
            : t('day.seen-more', { most: age(seen.p90), longest: age(seen.longest) })
        }
      >
        {before(age(was.seen.median))}
      </Figure>
      <Figure name="late" label={t('day.late')} value={formats.number(figures.late)} isBad={figures.late > 0}>
        {count(figures.late, was.late)}
      </Figure>
      <Figure
        name="unseen"
        label={t(unseen[isDay ? 0 : 1])}
        value={formats.number(figures.unseen)}
        isBad={figures.unseen > 0}
      >
        {count(figures.unseen, was.unseen)}
      </Figure>
      <Figure
        name="lights"
        label={t('day.with-lights')}
        value={share(withLights(figures), figures)}
        what={partOf(withLights(figures))}
      >
        {before(share(withLights(was), was))}
      </Figure>
      <Figure
        name="damage"
        label={t('day.with-damage')}
        value={share(figures.damage, figures)}
        what={partOf(figures.damage)}
      >
        {before(share(was.damage, was))}
      </Figure>
      <Figure
        name="set-aside"
        label={t('day.set-aside')}
        value={formats.number(setAside.mistake + setAside.duplicate)}
        what={t('day.set-aside-what', setAside)}
      >
        {count(setAside.mistake + setAside.duplicate, was.setAside.mistake + was.setAside.duplicate)}
      </Figure>
      <Figure
        name="blind"
        label={t('day.blind')}
        value={blind(figures)}
        what={t('day.blind-what')}
        isBad={figures.blind > 0}
      >
        {before(blind(was))}
      </Figure>
    </dl>
  );
}

/** One figure; `children` is what it was before, `isBad` what somebody should look into. */
function Figure({
  name,
  label,
  value,
  what,
  isBad = false,
  children,
}: {
  name: string;
  label: string;
  value: string;
  what?: string;
  isBad?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={styles.figure} data-figure={name}>
      <dt>{label}</dt>
      <dd className={styles.value} data-bad={isBad || undefined}>
        {value}
      </dd>
      {what !== undefined && <dd className={styles.what}>{what}</dd>}
      <dd className={styles.before}>{children}</dd>
    </div>
  );
}
