import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { ReachAddress } from '../settings/ReachStanding.tsx';
import { Remark } from '../settings/Row.tsx';
import { useReachSettings } from '../settings/use-reach-settings.ts';
import { QrCode } from '../ui/QrCode.tsx';
import { isByRelayAlone } from '../ui/status-view.ts';
import styles from './Setup.module.css';

/** The callback address, and where it belongs in AutoX3. */
export function AddressStep() {
  const { t } = useTranslation();
  const { told } = useReachSettings();
  const status = useBoard((state) => state.status);
  if (status === null) return null;
  const { reach, callback } = status;
  if (isByRelayAlone(status)) return <p>{t('status.callback-of-relay')}</p>;
  return (
    <>
      {status.relay.state !== 'off' && <Remark tone="quiet">{t('status.callback-of-relay')}</Remark>}
      <p>{t('setup.address-where')}</p>
      <ReachAddress reach={reach} onTold={told} />
      {reach.address === null && (
        <Remark tone="amber">{t(reach.way === 'none' ? 'setup.local-only' : 'setup.address-not-yet')}</Remark>
      )}
      <div className={styles.qr}>
        <QrCode text={callback} label={t('setup.qr')} />
        <p>{t('setup.qr-what')}</p>
      </div>
    </>
  );
}
