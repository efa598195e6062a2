import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ScoreScale } from '../../shared/report-settings.ts';
import { Row, SwitchRow } from './Row.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';

const SCALE_LABEL = 'settings-reports-scale';

/** What concerns health check reports: what their score means, and whether somebody is told of them. */
export function ReportsSection() {
  const { t } = useTranslation();
  const settings = useSettings('reports');
  const { change } = settings;
  return (
    <StationSection
      id="reports"
      title={t('settings.reports')}
      what={<p>{t('settings.reports-what')}</p>}
      settings={settings}
    >
      {({ scoreScale, tells }, isDisabled) => (
        <>
          <Row label={t('settings.reports.scale')} labelId={SCALE_LABEL} why={t('settings.reports.scale-why')}>
            <NativeSelect
              aria-labelledby={SCALE_LABEL}
              value={scoreScale}
              disabled={isDisabled}
              data={ScoreScale.options.map((value) => ({ value, label: t(`settings.reports.scale.${value}`) }))}
              onChange={(event) => {
                const scale = ScoreScale.safeParse(event.currentTarget.value);
                if (scale.success) change((now) => ({ ...now, scoreScale: scale.data }));
              }}
            />
          </Row>
          <SwitchRow
            label={t('settings.reports.tells')}
            why={t('settings.reports.tells-why')}
            isOn={tells}
            isDisabled={isDisabled}
            onChange={(isOn) => change((now) => ({ ...now, tells: isOn }))}
          />
        </>
      )}
    </StationSection>
  );
}
