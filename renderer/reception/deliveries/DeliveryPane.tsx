import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '../../../shared/deliveries.ts';
import { isolated } from '../../../shared/isolated.ts';
import { useParts } from '../../board/board-context.ts';
import { Fact, Facts, Section } from '../../check-in/Fact.tsx';
import { Button } from '../../ui/Button.tsx';
import { useFormats } from '../../ui/formats.ts';
import { Notice } from '../../ui/Notice.tsx';
import { placeCheckIn } from '../../ui/place.ts';
import { useAct } from '../../ui/use-act.ts';
import { BodyPart } from './BodyPart.tsx';
import styles from './Deliveries.module.css';
import type { ViewProps } from './DeliveryLog.tsx';
import { NO_FILTER } from './deliveries-view.ts';
import { ReasonPart } from './ReasonPart.tsx';
import { SignaturePart } from './SignaturePart.tsx';
import { useDelivery } from './use-delivery.ts';

/** All that is known of one delivery, and what can be done with it. */
export function DeliveryPane({ id, change }: { id: string } & Pick<ViewProps, 'change'>) {
  const { t } = useTranslation();
  const { client } = useParts();
  const { data, isError } = useDelivery(id);
  if (data === undefined) {
    return <Notice title={t(isError ? 'deliveries.body-gone' : 'deliveries.loading')} isBusy={!isError} />;
  }
  return (
    <>
      <ReasonPart reason={data.delivery.reason} origin={data.delivery.origin} />
      <Actions detail={data} change={change} />
      <DeliveryFacts detail={data} />
      {data.check !== null && <SignaturePart check={data.check} />}
      <BodyPart id={id} read={() => client.deliveries.file({ of: 'delivery', id })} body={data.body} kept={data.kept} />
    </>
  );
}

function Actions({ detail, change }: { detail: DeliveryDetail } & Pick<ViewProps, 'change'>) {
  const { t } = useTranslation();
  const { client } = useParts();
  const send = useAct();
  const [outcome, setOutcome] = useState<string | null>(null);
  const { delivery, kept, checkInId, quarantinedId, laterId } = detail;

  function sendAgain(): void {
    send.run(async () => {
      const answer = await client.deliveries.sendAgain({ id: delivery.id });
      if (answer.outcome === 'quarantined' || answer.outcome === 'failed') throw new Error(answer.outcome);
      setOutcome(t(`deliveries.sent-again.${answer.outcome}`));
    });
  }

  return (
    <div className={styles.actions}>
      {checkInId !== null && (
        <Button tone="card" onClick={() => placeCheckIn(checkInId)}>
          {t('deliveries.open-check-in')}
        </Button>
      )}
      {quarantinedId !== null && (
        <Button tone="card" onClick={() => change({ ...NO_FILTER, isQuarantine: true, open: quarantinedId })}>
          {t('deliveries.open-quarantined')}
        </Button>
      )}
      {laterId !== null && (
        <Button tone="card" onClick={() => change({ open: laterId })}>
          {t('deliveries.open-later')}
        </Button>
      )}
      {delivery.msgId !== null && (
        <Button tone="card" onClick={() => change({ ...NO_FILTER, msgId: delivery.msgId ?? undefined })}>
          {t('deliveries.same-message')}
        </Button>
      )}
      {kept === 'here' && quarantinedId === null && (
        <Button tone="card" isBusy={send.state === 'busy'} onClick={sendAgain}>
          {t('deliveries.send-again')}
        </Button>
      )}
      <p className={styles.said} role="status">
        {send.state === 'failed' ? t('deliveries.not-done') : outcome}
      </p>
    </div>
  );
}

function DeliveryFacts({ detail: { delivery, byHand } }: { detail: DeliveryDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { receivedAt, origin, msgId, msgType, kind, dialect, weak, httpStatus, durationMs, bytes } = delivery;
  const proof = dialect !== null && weak ? t('deliveries.fact.weak', { dialect }) : dialect;
  const answer = { status: httpStatus, ms: formats.number(Math.round(durationMs)) };
  return (
    <Section title={t('deliveries.facts')}>
      <Facts>
        <Fact name={t('deliveries.fact.received')} value={formats.exact(receivedAt)} />
        <Fact name={t('deliveries.origin')} value={t(`deliveries.origin.${origin}`)} />
        <Fact name={t('deliveries.kind')} value={kind === null ? null : t(`deliveries.kind.${kind}`)} />
        <Fact name={t('deliveries.fact.type')} value={msgType} isCode />
        <Fact name={t('deliveries.fact.id')} value={msgId} isCode />
        <Fact name={t('deliveries.fact.proof')} value={proof} />
        {origin === 'sender' && (
          <Fact name={t('deliveries.fact.answer')} value={t('deliveries.fact.answer-what', answer)} />
        )}
        <Fact name={t('deliveries.fact.size')} value={t('deliveries.bytes', { size: formats.number(bytes) })} />
        {byHand !== null && (
          <>
            <Fact
              name={t('deliveries.fact.by-hand')}
              value={t('deliveries.fact.by-hand-what', {
                name: byHand.name === '' ? t('deliveries.fact.name-removed') : isolated(byHand.name),
                when: formats.moment(byHand.at),
              })}
            />
            <Fact
              name={t('deliveries.fact.by-hand-reason')}
              value={byHand.reason ?? t('deliveries.fact.reason-removed')}
            />
          </>
        )}
      </Facts>
    </Section>
  );
}
