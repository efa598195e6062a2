import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { proofText } from '../../shared/proof-text.ts';
import { useFormats } from '../ui/formats.ts';
import { Fact, Facts, Section } from './Fact.tsx';

/** The way of a check-in to the desk, step by step, each with its time and how long after the arrival it was. */
export function Pipeline({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { arrivedAt, createdAt, late, laneChanges, messages, steps } = checkIn;
  const seenAt = laneChanges.find(({ from }) => from === 'new')?.at ?? null;
  const isFailed = (step: (typeof steps.failed)[number]): boolean => steps.failed.includes(step);

  function when(at: string | null, otherwise: string): string {
    if (at === null) return otherwise;
    return t('pipeline.after', {
      when: formats.moment(at),
      wait: formats.wait(Date.parse(at) - Date.parse(arrivedAt)),
    });
  }

  const [first] = messages;
  const isSeen = seenAt !== null;
  return (
    <Section title={t('pipeline.title')}>
      <Facts>
        <Fact name={t('panel.created')} value={formats.moment(createdAt)} />
        <Fact name={t(late === null ? 'panel.arrived' : 'late.arrived')} value={formats.moment(arrivedAt)} />
        <Fact
          name={t('pipeline.verified')}
          value={first === undefined ? null : proofText(sayer(t), first)}
          isWrong={first?.proven === false}
        />
        <Fact name={t('pipeline.stored')} value={when(steps.storedAt, t('pipeline.stored-untimed'))} />
        <Fact
          name={t('pipeline.shown')}
          value={when(steps.shownAt, t(isSeen ? 'pipeline.untold' : 'pipeline.not-yet'))}
          isWrong={isFailed('shown')}
        />
        <Fact
          name={t('pipeline.rung')}
          value={when(steps.rungAt, t(isSeen ? 'pipeline.not-rung' : 'pipeline.not-yet'))}
        />
        <Fact name={t('panel.first-seen')} value={when(seenAt, t('pipeline.not-yet'))} />
        <Fact
          name={t('pipeline.printed')}
          value={when(steps.printedAt, t(isFailed('printed') ? 'pipeline.not-printed' : 'pipeline.none-printed'))}
          isWrong={isFailed('printed')}
        />
      </Facts>
    </Section>
  );
}
