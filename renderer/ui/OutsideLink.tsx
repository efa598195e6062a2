import { Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import { type OutsideLink as Link, outsideLink } from '../../shared/outside-link.ts';
import { getDesktop } from '../desktop/desktop.ts';
import { Button } from './Button.tsx';
import styles from './OutsideLink.module.css';
import { useAct } from './use-act.ts';

/** So much of an address that is no link is shown. */
const SHOWN = 200;

/** A link that a message brought: it says where it leads and asks before it opens. What is no address of a web page stays text. */
export function OutsideLink({ address, children }: { address: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const link = outsideLink(address);
  if (link === null) {
    return (
      <span className={styles.none} title={isolated(address.slice(0, SHOWN))}>
        {children} – {t('outside.no-page')}
      </span>
    );
  }
  return (
    <>
      <button type="button" className={styles.link} aria-haspopup="dialog" onClick={() => setIsAsking(true)}>
        {children} <span className={styles.arrow} aria-hidden="true" />
      </button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('outside.title')}
        centered
        closeButtonProps={{ 'aria-label': t('panel.close') }}
      >
        <Question link={link} onClose={() => setIsAsking(false)} />
      </Modal>
    </>
  );
}

function Question({ link, onClose }: { link: Link; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.question}>
      <p className={styles.what}>{t('outside.what')}</p>
      <dl className={styles.facts}>
        <dt>{t('outside.site')}</dt>
        <dd className={styles.host} dir="ltr">
          {link.host}
        </dd>
        <dt>{t('outside.address')}</dt>
        <dd className={styles.address} dir="ltr">
          {link.address}
        </dd>
      </dl>
      {!link.isProtected && <p className={styles.unprotected}>{t('outside.unprotected')}</p>}
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('outside.stay')}</Button>
        <OpenButton address={link.address} onClose={onClose} />
      </div>
    </div>
  );
}

/** In the app main opens it, since its window goes nowhere else; a browser follows a link of its own, which names us to nobody. */
function OpenButton({ address, onClose }: { address: string; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const desktop = getDesktop();
  if (desktop === null) {
    return (
      <a className={styles.open} href={address} target="_blank" rel="noopener noreferrer" onClick={onClose}>
        {t('outside.open')}
      </a>
    );
  }
  return (
    <>
      <Button
        tone="primary"
        isBusy={act.state === 'busy'}
        onClick={() => act.run(() => desktop.openOutside(address).then(onClose))}
      >
        {t('outside.open')}
      </Button>
      {act.state === 'failed' && (
        <p className={styles.unprotected} role="alert">
          {t('outside.failed')}
        </p>
      )}
    </>
  );
}
