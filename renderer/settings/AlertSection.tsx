import { useTranslation } from 'react-i18next';
import { ALERT_KINDS, type AlertKind } from '../../shared/alerts.ts';
import { QuietHours } from './QuietHours.tsx';
import { Remark, Row, SwitchRow } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';

/** The most telling first. */
const ORDER = ['lights', 'damage', 'plain'] as const satisfies readonly AlertKind[];

/** How the shop is told of check-ins, on every PC and board. */
export function AlertSection() {
  const { t } = useTranslation();
  const settings = useSettings('alerts');
  const { change } = settings;
  return (
    <StationSection
      id="alerts"
      title={t('settings.alerts')}
      what={<p>{t('settings.alerts-what')}</p>}
      settings={settings}
    >
      {(alerts, isDisabled) => (
        <>
          <Row
            label={t('settings.kinds')}
            why={t('settings.kinds-why')}
            below={
              <fieldset className={styles.group} aria-label={t('settings.kinds')}>
                {ORDER.map((kind) => (
                  <SwitchRow
                    key={kind}
                    isPart
                    label={t(`settings.kind.${kind}`)}
                    isOn={alerts.kinds[kind]}
                    isDisabled={isDisabled}
                    onChange={(isOn) => change((now) => ({ ...now, kinds: { ...now.kinds, [kind]: isOn } }))}
                  />
                ))}
                {ALERT_KINDS.every((kind) => !alerts.kinds[kind]) && (
                  <Remark tone="amber">{t('settings.kinds-none')}</Remark>
                )}
              </fieldset>
            }
          />
          <SwitchRow
            label={t('settings.ring')}
            why={t('settings.ring-why')}
            isOn={alerts.ring}
            isDisabled={isDisabled}
            onChange={(ring) => change((now) => ({ ...now, ring }))}
          />
          <QuietHours
            hours={alerts.quietHours}
            isDisabled={isDisabled}
            onChange={(quietHours) => change((now) => ({ ...now, quietHours }))}
          />
          <SwitchRow
            label={t('settings.plate')}
            why={t('settings.plate-why')}
            isOn={alerts.plate}
            isDisabled={isDisabled}
            onChange={(plate) => change((now) => ({ ...now, plate }))}
          />
        </>
      )}
    </StationSection>
  );
}
