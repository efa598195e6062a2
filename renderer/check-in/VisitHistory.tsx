import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { useFormats } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import styles from './CheckInPanel.module.css';
import { Section } from './Fact.tsx';

/** The way of a visit through the shop: when it came late from the relay, its moves, when it was set aside; oldest first. */
export function VisitHistory({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { late, arrivedAt } = checkIn;
  const arrival =
    late === null
      ? []
      : [
          {
            at: late.storedAt,
            what: t('late.history', { span: formats.age(Date.parse(late.storedAt) - Date.parse(arrivedAt)) }),
          },
        ];
  const moves = checkIn.laneChanges.map(({ at, from, to, by }) => ({
    at,
    what: t(by === 'report' ? 'report.moved' : 'panel.history-move', { from: t(`lane.${from}`), to: t(`lane.${to}`) }),
  }));
  const asides = checkIn.setAsides.map(({ at, reason }) => ({
    at,
    what: reason === null ? t('desk.put-back') : t(`desk.as.${reason}`),
  }));
  const steps = [...arrival, ...moves, ...asides].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
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
