import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PlatformEnvironment, PlatformRegion, PlatformSettings } from '../../shared/platform-settings.ts';
import { usePlatformState } from '../platform/use-platform.ts';
import { InputRow } from './InputRow.tsx';
import { PlatformSecretForm } from './PlatformSecretForm.tsx';
import { PlatformTestRow } from './PlatformTestRow.tsx';
import { Row } from './Row.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';

/** As whom AutoX3's platform is asked for reports that could not be delivered. */
export function PlatformSection() {
  const { t } = useTranslation();
  const settings = useSettings('platform');
  const state = usePlatformState();
  const set = (change: Partial<PlatformSettings>): true => {
    settings.change((now) => ({ ...now, ...change }));
    return true;
  };
  return (
    <StationSection id="platform" title={t('platform.title')} what={<p>{t('platform.what')}</p>} settings={settings}>
      {({ region, environment, appKey }, isDisabled) => (
        <>
          <Row label={t('platform.region')} why={t('platform.region-why')}>
            <NativeSelect
              aria-label={t('platform.region')}
              disabled={isDisabled}
              value={region}
              data={PlatformRegion.options.map((value) => ({ value, label: t(`platform.region.${value}`) }))}
              onChange={(event) => set({ region: PlatformRegion.parse(event.currentTarget.value) })}
            />
          </Row>
          <Row label={t('platform.environment')} why={t('platform.environment-why')}>
            <NativeSelect
              aria-label={t('platform.environment')}
              disabled={isDisabled}
              value={environment}
              data={PlatformEnvironment.options.map((value) => ({ value, label: t(`platform.environment.${value}`) }))}
              onChange={(event) => set({ environment: PlatformEnvironment.parse(event.currentTarget.value) })}
            />
          </Row>
          <InputRow
            id="platform-app-key"
            label={t('platform.app-key')}
            why={t('platform.app-key-why')}
            text={appKey}
            isDisabled={isDisabled}
            wrong={t('platform.app-key-wrong')}
            onChange={(text) => {
              const typed = PlatformSettings.shape.appKey.safeParse(text);
              return typed.success && set({ appKey: typed.data });
            }}
          />
          <PlatformSecretForm hasOwn={state?.hasOwnSecret === true} isDisabled={isDisabled} />
          {state?.isSetUp === true && <PlatformTestRow last={state.last} isDisabled={isDisabled} />}
        </>
      )}
    </StationSection>
  );
}
