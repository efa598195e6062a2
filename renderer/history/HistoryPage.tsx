import { useTranslation } from 'react-i18next';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { PageFrame } from '../ui/PageFrame.tsx';

export function HistoryPage() {
  const { t } = useTranslation();
  return (
    <PageFrame name="history" title={t('place.history')} actions={<ExportMenu filter={{}} />}>
      {null}
    </PageFrame>
  );
}
