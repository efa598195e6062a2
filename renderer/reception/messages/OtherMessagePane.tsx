import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OtherMessageDetail } from '../../../shared/other-messages.ts';
import { useParts } from '../../board/board-context.ts';
import { Fact, Facts, Section } from '../../check-in/Fact.tsx';
import { Button } from '../../ui/Button.tsx';
import { useFormats } from '../../ui/formats.ts';
import { Notice } from '../../ui/Notice.tsx';
import { BodyPart } from '../deliveries/BodyPart.tsx';
import styles from '../deliveries/Deliveries.module.css';
import { ShapePart } from './ShapePart.tsx';
import type { Processing } from './use-processing.ts';

/** One message: why nothing is shown of it, what it is made of, and what it says. */
export function OtherMessagePane({ id, processing }: { id: string; processing: Processing }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const { data, isError } = useQuery({
    queryKey: ['deliveries', 'other', id],
    queryFn: ({ signal }) => client.otherMessages.get({ id }, { signal }),
    staleTime: 0,
    retry: false,
  });
  // What was read at last is no other message any more.
  if (isError) return <Notice title={t('messages.gone')} />;
  if (data === undefined) return <Notice title={t('deliveries.loading')} isBusy />;
  return (
    <>
      <Section title={t('messages.why')}>
        <p>{t(`messages.finding.${data.finding}`)}</p>
        <div className={styles.actions}>
          <Button tone="card" isBusy={processing.state === 'busy'} onClick={() => processing.one(id)}>
            {t('messages.process-one')}
          </Button>
        </div>
      </Section>
      <MessageFacts message={data.message} />
      <ShapePart shape={data.shape} moreMembers={data.moreMembers} />
      <BodyPart id={id} read={() => client.otherMessages.file({ id })} body={data.body} kept="here" />
    </>
  );
}

function MessageFacts({ message: { receivedAt, kind, msgType, msgId, bytes } }: Pick<OtherMessageDetail, 'message'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Section title={t('deliveries.facts')}>
      <Facts>
        <Fact name={t('deliveries.fact.received')} value={formats.exact(receivedAt)} />
        <Fact name={t('deliveries.kind')} value={t(`deliveries.kind.${kind}`)} />
        <Fact name={t('deliveries.fact.type')} value={msgType} isCode />
        <Fact name={t('deliveries.fact.id')} value={msgId} isCode />
        <Fact name={t('deliveries.fact.size')} value={t('deliveries.bytes', { size: formats.number(bytes) })} />
      </Facts>
    </Section>
  );
}
