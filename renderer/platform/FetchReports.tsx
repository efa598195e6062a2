import { useTranslation } from 'react-i18next';
import type { FetchOf, FetchProgress } from '../../shared/platform.ts';
import { Remark } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import bar from '../ui/progress.module.css';
import styles from './Platform.module.css';
import { useFetch } from './use-fetch.ts';
import { failureText, usePlatformState } from './use-platform.ts';

/** Asks AutoX3 for reports: a button, then how far it is, then what came of it. Not there where access is not set up. */
export function FetchReports({ of }: { of: FetchOf }) {
  const { t } = useTranslation();
  const platform = usePlatformState();
  const { state, start, stop } = useFetch(of);
  if (platform?.isSetUp !== true) return null;
  return (
    <div className={styles.fetch} data-fetch={state.type}>
      {state.type === 'running' ? (
        <div className={styles.running}>
          <Progress progress={state.progress} />
          <Button tone="card" onClick={stop}>
            {t('platform.stop')}
          </Button>
        </div>
      ) : (
        <Button onClick={start}>{t(of.type === 'blind' ? 'platform.fetch-here' : 'platform.fetch')}</Button>
      )}
      <div role="status">
        {state.type === 'stopped' && <Remark tone="quiet">{t('platform.stopped')}</Remark>}
        {state.type === 'broken' && <Remark tone="red">{t('platform.broken')}</Remark>}
        {state.type === 'over' && state.progress !== null && <Result progress={state.progress} of={of.type} />}
      </div>
    </div>
  );
}

function Progress({ progress }: { progress: FetchProgress | null }) {
  const { t } = useTranslation();
  const { done, total } = progress ?? { done: 0, total: 1 };
  return (
    <>
      <progress
        className={`${bar.progress} ${styles.progress}`}
        value={done}
        max={Math.max(1, total)}
        aria-label={t('platform.fetch')}
      />
      {progress !== null && <span className={styles.news}>{t('platform.progress', { done, total })}</span>}
    </>
  );
}

/** What came of it. Of a failure that ended it only the reason is of interest. */
function Result({ progress, of }: { progress: FetchProgress; of: FetchOf['type'] }) {
  const { t } = useTranslation();
  const { total, done, added, failed, failure } = progress;
  if (total === 0)
    return <Remark tone="quiet">{t(of === 'blind' ? 'platform.nobody-here' : 'platform.no-plate')}</Remark>;
  const isCut = done < total || failed === total;
  return (
    <>
      {added > 0 && <Remark tone="good">{t('platform.done', { count: added })}</Remark>}
      {added === 0 && failure === null && <Remark tone="quiet">{t('platform.done-none')}</Remark>}
      {failure !== null && (
        <Remark tone="red">
          {!isCut && `${t('platform.unanswered', { count: failed })} `}
          {failureText(t, failure)}
        </Remark>
      )}
    </>
  );
}
