import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { calendarDay } from '../../shared/calendar.ts';
import type { DayRange } from '../../shared/day-report.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { useAccess } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { useClockText } from '../ui/clock.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageFrame } from '../ui/PageFrame.tsx';
import { usePageQuery } from '../ui/place.ts';
import { useShopZone } from '../ui/shop-zone.ts';
import styles from './DayPage.module.css';
import './print.css';
import { usePrintInLight } from './print-in-light.ts';
import { RangePicker } from './RangePicker.tsx';
import { Report } from './Report.tsx';
import { rangeOf } from './range.ts';

/** How often the report of a day that is not over is made anew, in ms. */
const ANEW_MS = 30_000;

/** The day in figures, over the board: any day of the shop, or a range of them. */
export function DayPage() {
  const { t } = useTranslation();
  const access = useAccess();
  const isManager = access?.role === 'manager';
  return (
    <PageFrame
      name="day"
      title={t('day.title')}
      actions={
        isManager && (
          <Button tone="card" onClick={() => window.print()}>
            {t('day.print')}
          </Button>
        )
      }
    >
      {isManager && <ManagersDay />}
      {access !== null && !isManager && (
        <Notice title={t('day.managers')}>
          <p>{t('day.managers-what')}</p>
        </Notice>
      )}
    </PageFrame>
  );
}

function ManagersDay() {
  const { t } = useTranslation();
  const zone = useShopZone();
  const shop = useBoard((state) => shopOf(state).name);
  const today = useClockText((now) => calendarDay(now, zone));
  const range = rangeOf(usePageQuery(), today);
  const { data: report, isError, isPlaceholderData, isFetching, refetch } = useDayReport(range, today);
  usePrintInLight();
  return (
    <>
      <p className={styles.shop}>{shop}</p>
      <RangePicker range={range} today={today} />
      {isError && !isFetching ? (
        <Notice title={t('day.failed')}>
          <p>{t('day.failed-what')}</p>
          <Button tone="card" onClick={() => void refetch()}>
            {t('day.retry')}
          </Button>
        </Notice>
      ) : report === undefined ? (
        <Notice title={t('day.counting')} isBusy />
      ) : (
        <Report report={report} isOld={isPlaceholderData} />
      )}
    </>
  );
}

/** The report of a range; while another is made the last one stays, and one that is not over is made anew now and then. */
function useDayReport({ from, to }: DayRange, today: string) {
  const { client } = useParts();
  return useQuery({
    queryKey: ['day-report', from, to],
    queryFn: ({ signal }) => client.day.report({ from, to }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: to >= today ? ANEW_MS : false,
    retry: 1,
  });
}
