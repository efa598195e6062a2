import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { useFormats } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import styles from './CheckInPanel.module.css';
import { Section } from './Fact.tsx';

/** The way of a visit through the shop, the times at which it was set aside among it; oldest first. */
export function VisitHistory({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const moves = checkIn.laneChanges.map(({ at, from, to }) => ({
    at,
    what: t('panel.history-move', { from: t(`lane.${from}`), to: t(`lane.${to}`) }),
  }));
  const asides = checkIn.setAsides.map(({ at, reason }) => ({
    at,
    what: reason === null ? t('desk.put-back') : t(`desk.as.${reason}`),
  }));
  const steps = [...moves, ...asides].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return (
    <Section title={t('panel.history')} isAbsent={steps.length === 0}>
      <ol className={styles.history}>
        {keyed(steps, ({ at, what }) => `${at} ${what}`).map(({ key, item: { at, what } }) => (
          <li key={key}>
            <time dateTime={at}>{formats.moment(at)}</time>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
