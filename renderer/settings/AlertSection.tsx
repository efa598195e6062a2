import { useTranslation } from 'react-i18next';
import { ALERT_KINDS, type AlertKind } from '../../shared/alerts.ts';
import { useBoard } from '../board/board-context.ts';
import { getDesktop } from '../desktop/desktop.ts';
import { useAlertSettings } from './alert-settings.ts';
import { QuietHours } from './QuietHours.tsx';
import { Remark, Row, SwitchRow } from './Row.tsx';
import { Section } from './Section.tsx';
import styles from './Settings.module.css';

/** The most telling first. */
const ORDER = ['lights', 'damage', 'plain'] as const satisfies readonly AlertKind[];

/** How the shop is told of check-ins, on every PC and board. */
export function AlertSection() {
  const { t } = useTranslation();
  const isLive = useBoard((state) => state.connection.state === 'live');
  const { alerts, problem, change } = useAlertSettings();
  return (
    <Section
      id="alerts"
      title={t('settings.alerts')}
      what={
        <>
          <p>{t('settings.alerts-what')}</p>
          {getDesktop() === null && <p>{t('settings.alerts-browser')}</p>}
        </>
      }
    >
      {problem !== null && <Remark tone="red">{t(`settings.failed.${problem}`)}</Remark>}
      {!isLive && alerts !== null && <Remark tone="amber">{t('settings.not-connected')}</Remark>}
      {alerts === null ? (
        <Remark tone={isLive ? 'quiet' : 'amber'}>{t(isLive ? 'settings.loading' : 'settings.not-connected')}</Remark>
      ) : (
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
                    isDisabled={!isLive}
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
            isDisabled={!isLive}
            onChange={(ring) => change((now) => ({ ...now, ring }))}
          />
          <QuietHours
            hours={alerts.quietHours}
            isDisabled={!isLive}
            onChange={(quietHours) => change((now) => ({ ...now, quietHours }))}
          />
          <SwitchRow
            label={t('settings.plate')}
            why={t('settings.plate-why')}
            isOn={alerts.plate}
            isDisabled={!isLive}
            onChange={(plate) => change((now) => ({ ...now, plate }))}
          />
        </>
      )}
    </Section>
  );
}
