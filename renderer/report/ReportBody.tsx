import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import type { HealthReport } from '../../shared/health-report.ts';
import { useBoard } from '../board/board-context.ts';
import { Fact, Facts } from '../check-in/Fact.tsx';
import { queryOf } from '../reception/deliveries/deliveries-view.ts';
import { useIsManager } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import { OutsideLink } from '../ui/OutsideLink.tsx';
import { openPage } from '../ui/place.ts';
import styles from './Report.module.css';
import { ReportGroup } from './ReportGroup.tsx';
import { scoreText } from './score-text.ts';

/** All that one report says: how far it is to be believed, its score, and each of its groups. */
export function ReportBody({ checkIn, report }: { checkIn: CheckInDetail; report: HealthReport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const scale = useBoard(({ settings }) => settings?.reports.scoreScale ?? 'as-sent');
  const isManager = useIsManager();
  const { groups, score, pageUrl } = report;
  return (
    <div className={styles.body}>
      {!report.proven && checkIn.proven && <Mark>{t('report.unproven')}</Mark>}
      {!report.proven && !checkIn.proven && <Mark>{t('card.unproven-why')}</Mark>}
      {report.weak && <Mark>{t('card.weak-why')}</Mark>}
      {report.isUnreadable && (
        <>
          <Mark>{t('report.unreadable')}</Mark>
          {isManager && (
            <div>
              <Button onClick={() => openPage('reception', queryOf({ msgId: report.msgId }))}>{t('report.raw')}</Button>
            </div>
          )}
        </>
      )}
      {report.clipped && <p className={styles.soft}>{t('report.clipped')}</p>}
      <Facts>
        {score !== null && <Fact name={t('report.score')} value={scoreText(t, formats, score, scale)} />}
        <Fact name={t('panel.arrived')} value={formats.moment(report.receivedAt)} />
      </Facts>
      {pageUrl !== null && (
        <p className={styles.links}>
          <OutsideLink address={pageUrl}>{t('report.page')}</OutsideLink>
        </p>
      )}
      {!report.isUnreadable && !report.clipped && groups.length === 0 && (
        <p className={styles.soft}>{t('report.empty')}</p>
      )}
      {keyed(groups, ({ comment }) => comment ?? '').map(({ key, item }, index) => (
        <ReportGroup key={key} checkIn={checkIn} group={item} photos={report.photos[index] ?? []} />
      ))}
    </div>
  );
}

function Mark({ children }: { children: string }) {
  return (
    <p className={styles.mark}>
      <Icon name="warning" /> {children}
    </p>
  );
}
