import { useTranslation } from 'react-i18next';
import type { Vehicle, VehicleKey } from '../../shared/vehicle.ts';
import { PhotoDialog } from '../photos/PhotoDialog.tsx';
import styles from './Compare.module.css';
import { ComparePane } from './ComparePane.tsx';
import { type ComparedVisits, closeComparison, compareVisits } from './open-vehicle.ts';

/** The photos of two visits side by side over the whole window; each side has its visit, its photo and its zoom. */
export function ComparePhotos({
  vehicleKey,
  visits,
  compared,
}: {
  vehicleKey: VehicleKey;
  /** Those that have photos, oldest first. */
  visits: Vehicle['visits'];
  compared: ComparedVisits;
}) {
  const { t } = useTranslation();
  return (
    <PhotoDialog name="compare" label={t('vehicle.compare-label')} onClose={() => closeComparison(vehicleKey)}>
      <div className={styles.panes}>
        {(['left', 'right'] as const).map((side) => (
          <ComparePane
            key={`${side} ${compared[side]}`}
            side={side}
            visits={visits}
            id={compared[side]}
            place={compared.place}
            onVisit={(id) => compareVisits(vehicleKey, { ...compared, [side]: id }, false)}
          />
        ))}
      </div>
    </PhotoDialog>
  );
}
