import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecretState } from '../../shared/settings.ts';
import { useParts } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { useAct } from '../ui/use-act.ts';
import { OVERLAP_DAYS } from './overlap.ts';
import { Outcome, Remark } from './Row.tsx';
import styles from './Settings.module.css';

const ANSWER_TIMEOUT_MS = 10_000;

export interface PreviousSecretProps {
  state: SecretState;
  /** When it ends. */
  until: string;
  onTaken: (after: SecretState) => void;
}

/** The secret before, while it is accepted: when it ends, and how to end it now. */
export function PreviousSecret({ state, until, onTaken }: PreviousSecretProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client } = useParts();
  const act = useAct();
  const [isAsking, setIsAsking] = useState(false);
  const isBusy = act.state === 'busy';

  function endIn(days: number): void {
    setIsAsking(false);
    act.run(async () =>
      onTaken(await client.appSecret.endPrevious({ days }, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })),
    );
  }

  return (
    <>
      <p className={styles.why}>{t('rotate.end-until', { when: formats.moment(until) })}</p>
      <div className={styles.controls}>
        <NativeSelect
          aria-label={t('rotate.end-change')}
          disabled={isBusy}
          value=""
          data={[
            { value: '', label: t('rotate.end-change') },
            ...OVERLAP_DAYS.map((count) => ({ value: String(count), label: t('overlap.end', { count }) })),
          ]}
          onChange={({ currentTarget: { value } }) => value !== '' && endIn(Number(value))}
        />
        <Button isBusy={isBusy} onClick={() => (state.lastUsed.current === null ? setIsAsking(true) : endIn(0))}>
          {t('rotate.end-now')}
        </Button>
      </div>
      {isAsking && (
        <>
          <Remark tone="red">{t('rotate.end-early')}</Remark>
          <div className={styles.controls}>
            <Button onClick={() => setIsAsking(false)}>{t('rotate.end-keep')}</Button>
            <Button tone="primary" onClick={() => endIn(0)}>
              {t('rotate.end-sure')}
            </Button>
          </div>
        </>
      )}
      <Outcome state={act.state} failed={t('rotate.failed')} />
    </>
  );
}
