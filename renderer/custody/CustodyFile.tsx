import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { Section } from '../check-in/Fact.tsx';
import { Outcome } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import words from '../ui/lead.module.css';
import styles from './Custody.module.css';
import { useCustodyFile } from './use-custody-file.ts';

/** Makes and saves the one file that proves a visit, and says how far it is. */
export function CustodyFile({ checkIn }: { checkIn: Pick<CheckInDetail, 'id' | 'plate'> }) {
  const { t } = useTranslation();
  const { state, start, cancel } = useCustodyFile();
  const isRunning = state.type === 'running';
  const share = isRunning ? state.share : null;
  return (
    <Section title={t('custody.button')}>
      <p className={words.lead}>{t('custody.button-why')}</p>
      <div className={styles.making} data-custody={state.type}>
        {!isRunning && <Button onClick={() => start(checkIn)}>{t('custody.save')}</Button>}
        {isRunning && (
          <>
            <progress className={styles.progress} value={share ?? undefined} max={1} aria-label={t('custody.button')} />
            <span className={styles.share}>
              {share === null ? t('custody.making') : t('custody.saving', { percent: Math.floor(share * 100) })}
            </span>
            <Button onClick={cancel}>{t('custody.cancel')}</Button>
          </>
        )}
      </div>
      <Outcome
        state={state.type === 'done' ? 'done' : state.type === 'failed' ? 'failed' : 'idle'}
        done={
          state.type === 'done' && state.missing > 0
            ? t('custody.made-missing', { count: state.missing })
            : t('custody.made')
        }
        failed={t('custody.failed')}
      />
      {state.type === 'cancelled' && (
        <p className={words.lead} role="status">
          {t('custody.cancelled')}
        </p>
      )}
    </Section>
  );
}
