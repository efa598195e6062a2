import { useTranslation } from 'react-i18next';
import type { VehicleKey } from '../../shared/vehicle.ts';
import { Button } from '../ui/Button.tsx';
import { usePlacedCheckIn } from '../ui/place.ts';
import { useVisits } from './use-vehicle.ts';
import styles from './Vehicle.module.css';
import { VehicleSection } from './VehicleSection.tsx';
import { VisitRow } from './VisitRow.tsx';

/** All visits of a vehicle, newest first, a page at a time; each opens beside the page. */
export function VisitList({ vehicleKey }: { vehicleKey: VehicleKey }) {
  const { t } = useTranslation();
  const visits = useVisits(vehicleKey);
  const open = usePlacedCheckIn();
  const items = visits.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <VehicleSection title={t('vehicle.list-title')}>
      <ol className={styles.visits} data-visits="">
        {items.map((visit) => (
          <VisitRow key={visit.id} visit={visit} isOpen={visit.id === open} />
        ))}
      </ol>
      {visits.isError && <p className={styles.wrong}>{t('vehicle.failed')}</p>}
      {(visits.hasNextPage || visits.isError) && (
        <Button
          tone="card"
          isBusy={visits.isFetching}
          onClick={() => void (visits.isError ? visits.refetch() : visits.fetchNextPage())}
        >
          {t(visits.isError ? 'vehicle.retry' : 'vehicle.older')}
        </Button>
      )}
    </VehicleSection>
  );
}
