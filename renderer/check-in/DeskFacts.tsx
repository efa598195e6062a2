import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { useFormats } from '../ui/formats.ts';
import { Fact, Facts, Section } from './Fact.tsx';

/** What a desk wrote on a visit, where it can only be read. */
export function DeskFacts({ checkIn: { keyTag, promisedAt, deskNote } }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Section title={t('desk.title')} isAbsent={keyTag === null && promisedAt === null && deskNote === null}>
      <Facts>
        <Fact name={t('desk.key-tag')} value={keyTag} />
        <Fact name={t('desk.promised')} value={promisedAt === null ? null : formats.due(promisedAt)} />
        <Fact name={t('desk.note')} value={deskNote} />
      </Facts>
    </Section>
  );
}
