import { useTranslation } from 'react-i18next';
import type { Check, Finding } from '../../shared/backup.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import styles from './Backup.module.css';

/** What the last looks at the data have found, and what became of it. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <ul className={styles.list} aria-label={t('backup.checks')}>
      {checks.map(({ kind, at, findings, examples }) => (
        <li key={`${kind} ${at}`} className={styles.item}>
          <div>
            <p className={styles.when}>{[t(`backup.check.${kind}`), formats.moment(at)].join(t('age.join'))}</p>
            {findings === 0 && (
              <p className={styles.facts}>
                {kind === 'start' ? `${t('backup.check-unclean')} ` : ''}
                {t('backup.check-good')}
              </p>
            )}
            {findings > 0 && (
              <details className={styles.more} open={findings <= 3}>
                <summary>{t('backup.check-found', { count: findings })}</summary>
                <ul className={styles.list}>
                  {examples.map((finding, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: findings have no id, and a check never changes.
                    <FindingItem key={index} finding={finding} />
                  ))}
                </ul>
              </details>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function FindingItem({ finding: { kind, outcome, checkInId, detail } }: { finding: Finding }) {
  const { t } = useTranslation();
  return (
    <li className={styles.item}>
      <p className={styles.facts} title={detail}>
        {[t(`backup.finding.${kind}`), t(`backup.outcome.${outcome}`)].join(t('age.join'))}
      </p>
      {checkInId !== null && <Button onClick={() => openCheckIn(checkInId)}>{t('backup.open-check-in')}</Button>}
    </li>
  );
}
