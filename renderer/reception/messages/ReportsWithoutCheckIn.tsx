import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParts } from '../../board/board-context.ts';
import { Section } from '../../check-in/Fact.tsx';
import { ReportHeads } from '../../report/ReportsAside.tsx';
import styles from '../deliveries/Deliveries.module.css';
import { useDeliveryNews } from '../deliveries/use-live-list.ts';

/** Reports whose check-in never came: each may be a vehicle that this desk has missed. */
export function ReportsWithoutCheckIn() {
  const { t } = useTranslation();
  const { client } = useParts();
  const { data: reports = [], refetch } = useQuery({
    queryKey: ['deliveries', 'reports-without-check-in'],
    queryFn: ({ signal }) => client.otherMessages.reportsWithoutCheckIn(undefined, { signal }),
    staleTime: 0,
  });
  useDeliveryNews(() => void refetch());
  if (reports.length === 0) return null;
  return (
    <Section title={t('report.aside-title')}>
      <p className={styles.hint}>{t('messages.reports-what')}</p>
      <ReportHeads reports={reports} hasPlates />
    </Section>
  );
}
