import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import styles from '../deliveries/Deliveries.module.css';
import { type Processing, partsOf } from './use-processing.ts';

/** Has all of them processed again, and says what came of it; of a single one, too, which is gone from the list then. */
export function ProcessAgain({ processing, isPossible }: { processing: Processing; isPossible: boolean }) {
  const { t } = useTranslation();
  const { state, result } = processing;
  const said = result === null ? [] : partsOf(result).map(({ part, count }) => t(`messages.result.${part}`, { count }));
  return (
    <div className={styles.actions}>
      {isPossible && (
        <Button tone="card" isBusy={state === 'busy'} onClick={processing.all}>
          {t(state === 'busy' ? 'messages.processing' : 'messages.process-all')}
        </Button>
      )}
      <p className={styles.said} role="status">
        {state === 'failed' && `${t('deliveries.not-done')} `}
        {said.length > 0
          ? said.join(t('messages.result.join'))
          : state === 'done' && result !== null && t('messages.result.none')}
      </p>
    </div>
  );
}
