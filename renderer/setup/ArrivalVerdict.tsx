import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '../../shared/deliveries.ts';
import { queryOf } from '../reception/deliveries/deliveries-view.ts';
import { ReasonPart } from '../reception/deliveries/ReasonPart.tsx';
import { Finding } from '../reception/deliveries/SignaturePart.tsx';
import { useDelivery } from '../reception/deliveries/use-delivery.ts';
import { openSettings } from '../settings/open-settings.ts';
import { Remark } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import { openPage } from '../ui/place.ts';
import { remedyOf } from './remedy.ts';
import type { SetupStepProps } from './SetupPage.tsx';

/** What was found of a message that has arrived, and what to do about it. */
export function ArrivalVerdict({ id, go }: { id: string } & SetupStepProps) {
  const { t } = useTranslation();
  const { data } = useDelivery(id);
  if (data === undefined) return <Remark tone="quiet">{t('deliveries.loading')}</Remark>;
  const { delivery } = data;
  const { outcome, weak, dialect } = delivery;
  if (outcome === 'accepted' && dialect !== null) {
    return (
      <>
        <Remark tone="good">{t('setup.verified', { dialect })}</Remark>
        {weak && <Remark tone="amber">{t('deliveries.advice.secret-leaking')}</Remark>}
      </>
    );
  }
  if (outcome === 'accepted' || outcome === 'repeat')
    return <ReasonPart reason={delivery.reason} origin={delivery.origin} />;
  return <Refused detail={data} go={go} />;
}

function Refused({ detail: { delivery, check, laterId }, go }: { detail: DeliveryDetail } & SetupStepProps) {
  const { t } = useTranslation();
  const { id, reason } = delivery;
  if (laterId !== null) return <Remark tone="good">{t('deliveries.why.accepted-later')}</Remark>;
  const remedy = remedyOf(check?.finding ?? null);
  return (
    <>
      <Remark tone="red">{t('setup.refused')}</Remark>
      {check === null ? <ReasonPart reason={reason} /> : <Finding finding={check.finding} />}
      {remedy === 'secret' && <Button onClick={() => go('secret')}>{t('setup.remedy.secret')}</Button>}
      {remedy === 'verification' && (
        <Button onClick={() => openSettings('verification')}>{t('setup.remedy.verification')}</Button>
      )}
      {remedy === 'look' && (
        <Button onClick={() => openPage('reception', queryOf({ open: id }))}>{t('setup.remedy.look')}</Button>
      )}
    </>
  );
}
