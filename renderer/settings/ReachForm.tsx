import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PublicAddress, type ReachSettings, ReachWay } from '../../shared/reach-settings.ts';
import { useBoard } from '../board/board-context.ts';
import { InputRow } from './InputRow.tsx';
import { Remark, Row } from './Row.tsx';
import { TokenForm } from './TokenForm.tsx';

const DOMAIN = /^([a-z0-9-]+\.)+[a-z0-9-]+$|^$/i;

export interface ReachFormProps {
  value: ReachSettings;
  isDisabled: boolean;
  set: (change: Partial<ReachSettings>) => true;
}

/** The way by which AutoX3 reaches this PC, and what that way needs. */
export function ReachForm({ value, isDisabled, set }: ReachFormProps) {
  const { t } = useTranslation();
  const local = useBoard((state) => state.status?.reach.local ?? '');
  const { way, address } = value;
  return (
    <>
      <Row label={t('reach.way')} why={t(`reach.way-why.${way}`, { local })}>
        <NativeSelect
          aria-label={t('reach.way')}
          disabled={isDisabled}
          value={way}
          data={ReachWay.options.map((choice) => ({ value: choice, label: t(`reach.way.${choice}`) }))}
          onChange={(event) => set({ way: ReachWay.parse(event.currentTarget.value) })}
        />
      </Row>
      {(way === 'ngrok' || way === 'cloudflared') && <TokenForm key={way} way={way} isDisabled={isDisabled} />}
      {way === 'ngrok' && (
        <InputRow
          id="reach-domain"
          label={t('reach.domain')}
          why={t('reach.domain-why')}
          text={value.ngrokDomain}
          placeholder={t('reach.domain-example')}
          isDisabled={isDisabled}
          wrong={t('reach.domain-wrong')}
          onChange={(text) => DOMAIN.test(text) && set({ ngrokDomain: text.toLowerCase() })}
        />
      )}
      {way !== 'none' && way !== 'ngrok' && (
        <InputRow
          key={way}
          id="reach-address"
          label={t('reach.address')}
          why={t(`reach.address-why.${way}`, { local })}
          text={address ?? ''}
          placeholder={t('reach.address-example')}
          isDisabled={isDisabled}
          wrong={t('reach.address-wrong')}
          onChange={(text) => {
            const typed = PublicAddress.nullable().safeParse(text === '' ? null : text);
            return typed.success && set({ address: typed.data });
          }}
          below={address?.startsWith('http://') && <Remark tone="amber">{t('reach.address-plain')}</Remark>}
        />
      )}
      {way === 'cloudflared' && <PathRow name="program" value={value} isDisabled={isDisabled} set={set} />}
      {way === 'https' && (
        <>
          <PathRow name="certificate" value={value} isDisabled={isDisabled} set={set} />
          <PathRow name="key" value={value} isDisabled={isDisabled} set={set} />
          <InputRow
            id="reach-port"
            label={t('reach.port')}
            why={t('reach.port-why')}
            text={String(value.port)}
            isDisabled={isDisabled}
            wrong={t('reach.port-wrong')}
            onChange={(text) => {
              const isPort = /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
              return isPort && set({ port: Number(text) });
            }}
          />
        </>
      )}
    </>
  );
}

interface PathRowProps extends ReachFormProps {
  name: 'program' | 'certificate' | 'key';
}

/** The place of a file on the station's PC. */
function PathRow({ name, value, isDisabled, set }: PathRowProps) {
  const { t } = useTranslation();
  return (
    <InputRow
      id={`reach-${name}`}
      label={t(`reach.${name}`)}
      why={t(`reach.${name}-why`)}
      text={value[name]}
      isDisabled={isDisabled}
      onChange={(text) => set({ [name]: text })}
    />
  );
}
