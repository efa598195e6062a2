import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { ReachForm } from './ReachForm.tsx';
import { ReachAddress, ReachStanding } from './ReachStanding.tsx';
import { Row } from './Row.tsx';
import { StationSection } from './StationSection.tsx';
import { useReachSettings } from './use-reach-settings.ts';

const MINUTES = [1, 2, 5, 10, 15, 30, 60] as const;

/** How AutoX3 reaches this PC: the way, what it needs, and whether something arrives by it. */
export function ReachSection() {
  const { t } = useTranslation();
  const { settings, set, told, leftAlone } = useReachSettings();
  const reach = useBoard((state) => state.status?.reach ?? null);
  return (
    <StationSection id="reach" title={t('reach.title')} what={<p>{t('reach.what')}</p>} settings={settings}>
      {(value, isDisabled) => (
        <>
          <ReachForm value={value} isDisabled={isDisabled} set={set} />
          {reach?.problem === 'no-way' && value.given !== null && (
            <Row label={t('reach.given')} why={t('reach.given-why', { address: value.given })}>
              <Button onClick={() => !isDisabled && leftAlone()}>{t('reach.no-longer')}</Button>
            </Row>
          )}
          {value.way !== 'none' && (
            <>
              <Row label={t('reach.every')} why={t('reach.every-why')}>
                <NativeSelect
                  aria-label={t('reach.every')}
                  disabled={isDisabled}
                  value={String(value.probeMinutes)}
                  data={[...new Set([...MINUTES, value.probeMinutes])]
                    .sort((a, b) => a - b)
                    .map((count) => ({ value: String(count), label: t('reach.minutes', { count }) }))}
                  onChange={(event) => set({ probeMinutes: Number(event.currentTarget.value) })}
                />
              </Row>
              {reach !== null && <ReachStanding reach={reach} isDisabled={isDisabled} />}
              {reach !== null && reach.address !== null && <ReachAddress reach={reach} onTold={told} />}
            </>
          )}
        </>
      )}
    </StationSection>
  );
}
