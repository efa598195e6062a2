import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Quarantined } from '../../../shared/deliveries.ts';
import { useParts } from '../../board/board-context.ts';
import { Fact, Facts, Section } from '../../check-in/Fact.tsx';
import { useFormats } from '../../ui/formats.ts';
import { Notice } from '../../ui/Notice.tsx';
import { BodyPart } from './BodyPart.tsx';
import { QuarantineActions } from './QuarantineActions.tsx';
import { ReasonPart } from './ReasonPart.tsx';
import { SignaturePart } from './SignaturePart.tsx';
import { useDeliveryNews } from './use-live-list.ts';

/** One message in quarantine: why it lies there, what to do, and what it says. */
export function QuarantinedPane({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const { data, isError, refetch } = useQuery({
    queryKey: ['deliveries', 'quarantined', id],
    queryFn: ({ signal }) => client.deliveries.quarantine.get({ id }, { signal }),
    staleTime: 0,
    retry: false,
  });
  useDeliveryNews(() => void refetch());
  if (isError) return <Notice title={t('deliveries.body-gone')} />;
  if (data === undefined) return <Notice title={t('deliveries.loading')} isBusy />;
  return (
    <>
      <ReasonPart reason={data.quarantined.reason} advice={data.quarantined.advice} />
      <QuarantineActions ids={[id]} isReadable={data.check !== null} onDone={onDone} />
      {data.check !== null && <SignaturePart check={data.check} />}
      <QuarantinedFacts quarantined={data.quarantined} />
      <BodyPart id={id} read={() => client.deliveries.file({ of: 'quarantine', id })} body={data.body} kept="here" />
    </>
  );
}

function QuarantinedFacts({
  quarantined: { firstAt, lastAt, count, msgId, msgType, bytes },
}: {
  quarantined: Quarantined;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Section title={t('deliveries.facts')}>
      <Facts>
        <Fact name={t('deliveries.fact.first')} value={formats.exact(firstAt)} />
        <Fact name={t('deliveries.fact.last')} value={formats.exact(lastAt)} />
        <Fact name={t('deliveries.fact.count')} value={t('deliveries.fact.count-times', { count })} />
        <Fact name={t('deliveries.fact.type')} value={msgType} isCode />
        <Fact name={t('deliveries.fact.id')} value={msgId} isCode />
        <Fact name={t('deliveries.fact.size')} value={t('deliveries.bytes', { size: formats.number(bytes) })} />
      </Facts>
    </Section>
  );
}
