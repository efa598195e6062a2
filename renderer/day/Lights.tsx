import { useTranslation } from 'react-i18next';
import type { Severity } from '../../shared/check-in.ts';
import type { DayReport } from '../../shared/day-report.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { lightName } from '../../shared/light-name.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import { Part } from './Part.tsx';
import { ShareTable } from './ShareTable.tsx';

const SEVERITIES = ['red', 'amber', 'unmapped', 'info'] as const satisfies readonly Severity[];

/** How many came with lights, how urgent those were, and which they were. */
export function Lights({ report: { figures, lights } }: { report: DayReport }) {
  const { t } = useTranslation();
  const lit = SEVERITIES.reduce((sum, severity) => sum + figures.lights[severity], 0);
  const shares = SEVERITIES.map((severity) => ({
    key: severity,
    name: t(`severity.${severity}`),
    checkIns: figures.lights[severity],
    severity,
  }));
  return (
    <Part name="lights" title={t('day.lights-share')} what={t('day.lights-share-what')}>
      <ShareTable
        caption={t('day.severity')}
        heading={t('day.severity')}
        rows={[...shares, { key: 'none', name: t('day.severity.none'), checkIns: figures.checkIns - lit }]}
        whole={figures.checkIns}
      />
      {lights.length > 0 && (
        <ShareTable
          caption={t('day.lights-often')}
          heading={t('day.light')}
          rows={lights.map((light) => ({
            key: `${light.code} ${light.label}`,
            name: (
              <>
                <LampIcon light={light} /> <bdi>{lightName(sayer(t), light)}</bdi>
              </>
            ),
            checkIns: light.checkIns,
            severity: light.severity,
          }))}
          whole={figures.checkIns}
        />
      )}
    </Part>
  );
}
