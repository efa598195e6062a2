import { useTranslation } from 'react-i18next';
import { PageFrame } from '../ui/PageFrame.tsx';

export function VehiclePage() {
  const { t } = useTranslation();
  return (
    <PageFrame name="vehicle" title={t('place.history')}>
      {null}
    </PageFrame>
  );
}
