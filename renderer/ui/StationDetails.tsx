import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/contract.ts';
import { useIsManager } from './access.ts';
import { CopyAddress } from './CopyAddress.tsx';
import { useFormats } from './formats.ts';
import styles from './StationDetails.module.css';
import { isByRelayAlone } from './status-view.ts';

const RELAY_MEANINGS = {
  connected: 'relay',
  shared: 'relay-shared',
  connecting: 'relay-away',
  refused: 'relay-away',
  'unknown-stream': 'relay-away',
} as const;

function meaningOf({ relay, reach }: Status) {
  if (relay.state === 'off') return reach.light;
  return relay.isUnheard ? 'relay-unheard' : RELAY_MEANINGS[relay.state];
}

/** What the station says of itself, for whoever looks after it. */
export function StationDetails({ status }: { status: Status }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isManager = useIsManager();
  return (
    <div className={styles.details}>
      {status.accepting && (
        <p className={styles.means}>
          {t(status.relay.isAwaited ? 'relay.awaited' : `status.means.${meaningOf(status)}`)}
        </p>
      )}
      {isManager && isByRelayAlone(status) && <p className={styles.means}>{t('status.callback-of-relay')}</p>}
      {isManager && !isByRelayAlone(status) && (
        <>
          <p className={styles.label}>{t('status.callback')}</p>
          <CopyAddress address={status.callback} label={t('status.callback')} />
        </>
      )}
      <dl className={styles.figures}>
        <Figure name={t('status.last-received')}>
          {status.lastAcceptedAt === null ? t('status.never') : formats.moment(status.lastAcceptedAt)}
        </Figure>
        {status.reach.provenAt !== null && (
          <Figure name={t('status.proven')}>{formats.moment(status.reach.provenAt)}</Figure>
        )}
        <Figure name={t('status.quarantined')} why={t('status.quarantined-why')}>
          {formats.number(status.quarantined)}
        </Figure>
        <Figure name={t('status.other-messages')} why={t('status.other-messages-why')}>
          {formats.number(status.otherMessages)}
        </Figure>
        <Figure name={t('status.not-found')}>{formats.number(status.notFound)}</Figure>
        <Figure name={t('status.running-since')}>{formats.moment(status.startedAt)}</Figure>
        <Figure name={t('status.version')}>{status.version}</Figure>
      </dl>
    </div>
  );
}

function Figure({ name, why, children }: { name: string; why?: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>
        {name}
        {why !== undefined && <small>{why}</small>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
