import { useTranslation } from 'react-i18next';
import type { LanState } from '../../shared/lan.ts';
import { DeviceList } from './DeviceList.tsx';
import styles from './Lan.module.css';
import { PairRow } from './PairRow.tsx';
import { useLan, usePairing } from './pairing.ts';
import { Remark, Row, SwitchRow } from './Row.tsx';
import settingStyles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';

/** The board on other screens of the shop: whether they reach it, how they are paired, and which they are. */
export function LanSection() {
  const { t } = useTranslation();
  const settings = useSettings('lan');
  const lan = useLan();
  const pairing = usePairing();
  return (
    <StationSection id="lan" title={t('lan.title')} what={<p>{t('lan.what')}</p>} settings={settings}>
      {({ isOpen }, isDisabled) => {
        const isByOption = lan?.by === 'option';
        return (
          <>
            <SwitchRow
              label={t('lan.open')}
              why={t('lan.open-why')}
              isOn={isByOption || isOpen}
              isDisabled={isDisabled || isByOption}
              onChange={(isWanted) => settings.change(() => ({ isOpen: isWanted }))}
              below={isByOption && <Remark tone="quiet">{t('lan.by-option')}</Remark>}
            />
            {lan?.isOpen === true && <LanAddresses lan={lan} />}
            {lan !== null && pairing !== null && <PairRow lan={lan} pairing={pairing} isDisabled={isDisabled} />}
            {pairing !== null && <DeviceList devices={pairing.devices} isDisabled={isDisabled} />}
            {(lan === null || pairing === null) && !isDisabled && <Remark tone="quiet">{t('settings.loading')}</Remark>}
          </>
        );
      }}
    </StationSection>
  );
}

function LanAddresses({ lan: { addresses } }: { lan: LanState }) {
  const { t } = useTranslation();
  return (
    <Row
      label={t('lan.addresses', { count: addresses.length })}
      why={t('lan.addresses-why')}
      below={
        addresses.length === 0 ? (
          <Remark tone="amber">{t('lan.no-address')}</Remark>
        ) : (
          <ul className={styles.addresses}>
            {addresses.map(({ address, problem }) => (
              <li key={address}>
                {problem === null ? (
                  <span className={settingStyles.path}>{address}</span>
                ) : (
                  <Remark tone="amber">{t(`lan.problem.${problem}`, { address })}</Remark>
                )}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
