import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRole, Invite, Pairing } from '../../shared/device.ts';
import { isolated } from '../../shared/isolated.ts';
import type { LanState } from '../../shared/lan.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { InviteCard } from './InviteCard.tsx';
import { InviteForm } from './InviteForm.tsx';
import { Remark, Row } from './Row.tsx';

const ROLES = ['desk', 'wall'] as const satisfies readonly DeviceRole[];

export interface PairRowProps {
  lan: LanState;
  pairing: Pairing;
  isDisabled: boolean;
}

/** Pairs another screen: its name, then its code, then the word that it has come. */
export function PairRow({ lan, pairing, isDisabled }: PairRowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [role, setRole] = useState<DeviceRole | null>(null);
  const [made, setMade] = useState<readonly Invite[]>([]);
  const isReachable = lan.addresses.some(({ problem }) => problem === null);
  const isOpen = (id: string): boolean => pairing.invites.some((invite) => invite.id === id);
  const isPaired = (id: string): boolean => pairing.devices.some((device) => device.id === id);
  const over = made.filter(({ id }) => !isOpen(id));
  return (
    <Row
      label={t('lan.pair')}
      why={t('lan.pair-why')}
      below={
        <>
          {!isReachable && <Remark tone="quiet">{t(lan.isOpen ? 'lan.pair-no-address' : 'lan.pair-closed')}</Remark>}
          {pairing.closedUntil !== null && (
            <Remark tone="amber">{t('lan.pair-blocked', { time: formats.moment(pairing.closedUntil) })}</Remark>
          )}
          {role !== null && isReachable && (
            <InviteForm
              key={role}
              role={role}
              isDisabled={isDisabled}
              onClose={() => setRole(null)}
              onMade={(invite) => {
                setMade((before) => [...before, invite]);
                setRole(null);
              }}
            />
          )}
          {pairing.invites.map((invite) => (
            <InviteCard
              key={invite.id}
              invite={invite}
              isMine={made.some(({ id }) => id === invite.id)}
              isDisabled={isDisabled}
              onCancel={() => setMade((before) => before.filter(({ id }) => id !== invite.id))}
            />
          ))}
          <div role="status">
            {over.map(({ id, name }) =>
              isPaired(id) ? (
                <Remark key={id} tone="good">
                  {t('lan.paired', { name: isolated(name) })}
                </Remark>
              ) : (
                <Remark key={id} tone="quiet">
                  {t('lan.expired', { name: isolated(name) })}
                </Remark>
              ),
            )}
          </div>
        </>
      }
    >
      {isReachable &&
        !isDisabled &&
        ROLES.map((one) => (
          <Button key={one} onClick={() => setRole(one)}>
            {t(`lan.pair.${one}`)}
          </Button>
        ))}
    </Row>
  );
}
