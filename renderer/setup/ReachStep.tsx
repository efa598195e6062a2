import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { ReachForm } from '../settings/ReachForm.tsx';
import { ReachStanding } from '../settings/ReachStanding.tsx';
import { Remark } from '../settings/Row.tsx';
import { StationFields } from '../settings/StationSection.tsx';
import { useReachSettings } from '../settings/use-reach-settings.ts';

/** The way by which AutoX3 reaches this PC, and whether something arrives by it. */
export function ReachStep() {
  const { t } = useTranslation();
  const { settings, set } = useReachSettings();
  const reach = useBoard((state) => state.status?.reach ?? null);
  return (
    <>
      <p>{t('reach.what')}</p>
      <StationFields settings={settings}>
        {(value, isDisabled) => (
          <>
            <ReachForm value={value} isDisabled={isDisabled} set={set} />
            {value.way === 'none' ? (
              <Remark tone="amber">{t('setup.local-only')}</Remark>
            ) : (
              reach !== null && <ReachStanding reach={reach} isDisabled={isDisabled} />
            )}
          </>
        )}
      </StationFields>
    </>
  );
}
