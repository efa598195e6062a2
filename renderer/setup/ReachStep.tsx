import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { ReachForm } from '../settings/ReachForm.tsx';
import { ReachStanding } from '../settings/ReachStanding.tsx';
import { RelayForm } from '../settings/RelayForm.tsx';
import { RelayStanding } from '../settings/RelayStanding.tsx';
import { Remark } from '../settings/Row.tsx';
import { StationFields } from '../settings/StationSection.tsx';
import { useSettings } from '../settings/station-settings.ts';
import { useReachSettings } from '../settings/use-reach-settings.ts';
import styles from './Setup.module.css';

const CHOICES = ['direct', 'relay'] as const;
type Choice = (typeof CHOICES)[number];

/** How check-ins get here: by a way that leads from the internet to this PC, or from a relay that it has joined. */
export function ReachStep() {
  const { t } = useTranslation();
  const relay = useSettings('relay');
  const [chosen, setChosen] = useState<Choice | null>(null);
  return (
    <StationFields settings={relay}>
      {(settings, isDisabled) => {
        const choice = chosen ?? (settings.isOn ? 'relay' : 'direct');
        return (
          <>
            <fieldset className={styles.radios} aria-label={t('relay.choice')}>
              {CHOICES.map((one) => (
                <Radio
                  key={one}
                  name="setup-reach"
                  label={t(`relay.choice.${one}`)}
                  description={t(`relay.choice.${one}-why`)}
                  checked={choice === one}
                  onChange={() => setChosen(one)}
                />
              ))}
            </fieldset>
            {choice === 'direct' && <DirectWay />}
            {choice === 'relay' && (
              <>
                {settings.isOn && <RelayStanding settings={settings} isDisabled={isDisabled} />}
                <RelayForm isJoined={settings.isOn} isDisabled={isDisabled} />
                <Remark tone="quiet">{t('relay.also-direct')}</Remark>
              </>
            )}
          </>
        );
      }}
    </StationFields>
  );
}

/** The way by which AutoX3 reaches this PC, and whether something arrives by it. */
function DirectWay() {
  const { t } = useTranslation();
  const { settings, set } = useReachSettings();
  const reach = useBoard((state) => state.status?.reach ?? null);
  const hasRelay = useBoard((state) => state.status !== null && state.status.relay.state !== 'off');
  return (
    <>
      <p>{t('reach.what')}</p>
      <StationFields settings={settings}>
        {(value, isDisabled) => (
          <>
            <ReachForm value={value} isDisabled={isDisabled} set={set} />
            {value.way !== 'none'
              ? reach !== null && <ReachStanding reach={reach} isDisabled={isDisabled} />
              : !hasRelay && <Remark tone="amber">{t('setup.local-only')}</Remark>}
          </>
        )}
      </StationFields>
    </>
  );
}
