import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/contract.ts';
import { openReception } from '../reception/ReceptionPage.tsx';
import { useIsManager } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { CopyAddress } from '../ui/CopyAddress.tsx';
import { openPage } from '../ui/place.ts';
import { isByRelayAlone } from '../ui/status-view.ts';
import { useParts } from './board-context.ts';
import styles from './EmptyBoard.module.css';

/** Whether an address leads nowhere but to the PC that it is used on. */
function isOnThisPcOnly(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}

/** The board with no card on it: how the first one gets here, or that all is done. */
export function EmptyBoard({ status }: { status: Status }) {
  const { t } = useTranslation();
  const isManager = useIsManager();
  const { client } = useParts();
  const isFirst = status.lastAcceptedAt === null && Object.values(status.lanes).every((count) => count === 0);
  function sendTest(): void {
    // Where it comes to nothing, the page that opens says why.
    void client.drills.start({ drill: 'check-in' }).catch(() => {});
    openReception('drills');
  }

  return (
    <section className={styles.empty} aria-labelledby="empty-title">
      <h2 id="empty-title" className={styles.title}>
        {t(isFirst ? 'empty.title' : 'empty.done')}
      </h2>
      {isFirst && !isManager && <p>{t('empty.what-desk')}</p>}
      {isFirst && isManager && isByRelayAlone(status) && <p>{t('relay.empty')}</p>}
      {isFirst && isManager && !isByRelayAlone(status) && (
        <>
          <p>{t('empty.what')}</p>
          <CopyAddress address={status.callback} label={t('status.callback')} />
          <p className={styles.after}>{t(isOnThisPcOnly(status.callback) ? 'empty.this-pc-only' : 'empty.after')}</p>
          <div className={styles.choose}>
            <Button onClick={() => openPage('setup')}>{t('setup.open')}</Button>
            {status.accepting && <Button onClick={sendTest}>{t('drills.send-test')}</Button>}
          </div>
        </>
      )}
      {!isFirst && <p>{t('empty.done-what')}</p>}
    </section>
  );
}
