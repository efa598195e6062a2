import { useTranslation } from 'react-i18next';
import { isNotFound } from '../check-in/use-check-in.ts';
import { PlanSection } from '../plan/PlanSection.tsx';
import { FetchedReports } from '../platform/FetchedReports.tsx';
import { ReportsAside } from '../report/ReportsAside.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageFrame } from '../ui/PageFrame.tsx';
import { usePageQuery } from '../ui/place.ts';
import { ComparePhotos } from './ComparePhotos.tsx';
import { OdometerSection } from './OdometerSection.tsx';
import { comparedOf, compareVisits, keyOf } from './open-vehicle.ts';
import { DamageMatrix, LightMatrix } from './RecurringMatrix.tsx';
import { useVehicle } from './use-vehicle.ts';
import { VehicleHead } from './VehicleHead.tsx';
import { VisitList } from './VisitList.tsx';

/** A vehicle over all its visits: what it is known by, its odometer, what recurs, and every visit with what changed. */
export function VehiclePage() {
  const { t } = useTranslation();
  const query = usePageQuery();
  const key = keyOf(query);
  const compared = comparedOf(query);
  const { data: vehicle, error, isPending, refetch } = useVehicle(key);
  const withPhotos = vehicle?.visits.filter(({ photoCount }) => photoCount > 0) ?? [];
  const [left, right] = withPhotos.slice(-2);
  return (
    <PageFrame
      name="vehicle"
      title={t('vehicle.title')}
      actions={
        left !== undefined &&
        right !== undefined && (
          <Button tone="card" onClick={() => compareVisits(key, { left: left.id, right: right.id, place: null }, true)}>
            {t('vehicle.compare')}
          </Button>
        )
      }
    >
      {vehicle !== undefined ? (
        <>
          <VehicleHead vehicle={vehicle} />
          <PlanSection vehicleKey={key} />
          <FetchedReports vehicleKey={key} />
          <OdometerSection readings={vehicle.readings} />
          <LightMatrix vehicle={vehicle} />
          <DamageMatrix
            vehicle={vehicle}
            onCompare={(from, to, place) => compareVisits(key, { left: from, right: to, place }, true)}
          />
          <ReportsAside reports={vehicle.reportsAside} />
          <VisitList vehicleKey={key} />
          {compared !== null && <ComparePhotos vehicleKey={key} visits={withPhotos} compared={compared} />}
        </>
      ) : isPending ? (
        <Notice title={t('vehicle.loading')} isBusy />
      ) : isNotFound(error) ? (
        <Notice title={t('vehicle.not-found')}>
          <p>{t('vehicle.not-found-what')}</p>
        </Notice>
      ) : (
        <Notice title={t('vehicle.failed')}>
          <Button tone="primary" onClick={() => void refetch()}>
            {t('vehicle.retry')}
          </Button>
        </Notice>
      )}
    </PageFrame>
  );
}
