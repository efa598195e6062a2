import { useTranslation } from 'react-i18next';
import { PageFrame } from '../ui/PageFrame.tsx';

export function DayPage() {
  const { t } = useTranslation();
  return (
    <PageFrame name="day" title={t('place.day')}>
      {null}
    </PageFrame>
  );
}
