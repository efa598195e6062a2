import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import type { RelaySettings } from '../../shared/relay-settings.ts';
import { Remark, Row } from './Row.tsx';

/** What a join text says of whom it is for. */
export type Identity = Pick<RelaySettings, 'servers' | 'brand' | 'desk' | 'shops'>;

/**
 * Who a desk is to its relay: its name, its brand, and whose check-ins it gets. Without `children`, what can be done about it, it is
 * only what would be: a head office should be meant.
 */
export function RelayIdentity({
  label,
  identity,
  children,
}: {
  label: string;
  identity: Identity;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { servers, brand, desk, shops } = identity;
  const server = servers.join(t('relay.stores.join'));
  return (
    <Row
      label={label}
      why={
        <>
          <span>{t('relay.identity', { desk: isolated(desk), brand: isolated(brand), server: isolated(server) })}</span>
          <span>{sayStores()}</span>
        </>
      }
      below={
        shops === null && <Remark tone={children === undefined ? 'amber' : 'quiet'}>{t('relay.is-head-office')}</Remark>
      }
    >
      {children}
    </Row>
  );

  function sayStores(): string {
    if (shops === null) return t('relay.stores-all');
    if (shops.length === 0) return t('relay.stores-none');
    return t('relay.stores', { count: shops.length, stores: shops.map(isolated).join(t('relay.stores.join')) });
  }
}
