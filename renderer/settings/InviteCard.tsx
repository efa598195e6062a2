import { NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Invite, PAIR_PATH, spelledCode } from '../../shared/device.ts';
import { isolated } from '../../shared/isolated.ts';
import { Button } from '../ui/Button.tsx';
import { CopyAddress } from '../ui/CopyAddress.tsx';
import { useCountdown } from '../ui/countdown.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { QrCode } from '../ui/QrCode.tsx';
import styles from './Lan.module.css';
import { usePairingAct } from './pairing.ts';
import { Outcome } from './Row.tsx';
import { headingId } from './Section.tsx';

export interface InviteCardProps {
  invite: Invite;
  /** It was made on this page a moment ago. */
  isMine: boolean;
  isDisabled: boolean;
  onCancel: () => void;
}

/** The three ways by which a screen takes its code: a camera, the link, or typing. */
export function InviteCard({ invite, isMine, isDisabled, onCancel }: InviteCardProps) {
  const { id, name, role, code, links, expiresAt } = invite;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const left = useCountdown(Date.parse(expiresAt));
  const act = usePairingAct();
  const card = useRef<HTMLElement>(null);
  useFocusBack(card, () => document.getElementById(headingId('lan')));
  useEffect(() => {
    if (isMine) card.current?.focus();
  }, [isMine]);
  const link = links.find((one) => one === chosen) ?? links[0];
  if (link === undefined) return null;
  const { origin } = new URL(link);
  return (
    <section ref={card} tabIndex={-1} className={styles.invite} aria-label={t('lan.invite', { name: isolated(name) })}>
      <div className={styles.qr}>
        <QrCode text={link} label={t('lan.qr', { name: isolated(name) })} />
      </div>
      <div className={styles.ways}>
        <p className={styles.inviteName}>
          <span>
            <bdi>{name}</bdi> <span className={styles.left}>{t(`lan.role.${role}`)}</span>
          </span>
          <span className={styles.left}>{left !== null && t('lan.left', { left })}</span>
        </p>
        {links.length > 1 && (
          <NativeSelect
            label={t('lan.choose-address')}
            value={link}
            data={links.map((one) => ({ value: one, label: new URL(one).origin }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <p className={styles.way}>{t('lan.way-link')}</p>
        <CopyAddress address={link} label={t('lan.link')} />
        <p className={styles.way}>{t('lan.way-code')}</p>
        <p className={styles.typed}>
          <span className={styles.typedAddress}>{`${origin}${PAIR_PATH}`}</span>
          <strong className={styles.code}>{spelledCode(code)}</strong>
        </p>
        <div className={styles.inviteEnd}>
          <Button
            isBusy={act.state === 'busy' || isDisabled}
            onClick={() => {
              onCancel();
              act.run((devices, options) => devices.cancelInvite({ id }, options));
            }}
          >
            {t('lan.take-back')}
          </Button>
        </div>
        <Outcome state={act.state} failed={t('lan.failed')} />
      </div>
    </section>
  );
}
