import { useTranslation } from 'react-i18next';
import { Drill } from '../../../shared/drill.ts';
import { Remark } from '../../settings/Row.tsx';
import words from '../../ui/lead.module.css';
import { DrillItem } from './DrillItem.tsx';
import styles from './Drills.module.css';
import { PrinterDrill } from './PrinterDrill.tsx';
import { useDrills } from './use-drills.ts';

/** What can be tried out, what the desk sees of each, and what one that runs has come to. */
export function Drills() {
  const { t } = useTranslation();
  const { state, run, act, start, cancel } = useDrills();
  return (
    <div className={styles.drills}>
      <p className={words.lead}>{t('drills.what')}</p>
      {state !== undefined && (
        <p className={words.lead}>{t(state.isPublic ? 'drills.public' : 'drills.local', { address: state.address })}</p>
      )}
      {act.state === 'failed' && <Remark tone="red">{t('drills.failed')}</Remark>}
      {state !== undefined && (
        <ol className={styles.list}>
          {Drill.options.map((drill) => (
            <DrillItem
              key={drill}
              drill={drill}
              obstacle={state.obstacles[drill] ?? null}
              run={run?.drill === drill ? run : null}
              isBusy={act.state === 'busy'}
              onStart={() => start(drill)}
              onEnd={drill === 'killed' ? null : cancel}
            />
          ))}
          <PrinterDrill />
        </ol>
      )}
    </div>
  );
}
