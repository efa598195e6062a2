import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard, useParts } from '../../board/board-context.ts';
import { isReadOnly } from '../../board/board-state.ts';
import { Button } from '../../ui/Button.tsx';
import { onEscape } from '../../ui/on-escape.ts';
import input from '../../ui/text-field.module.css';
import { useAct } from '../../ui/use-act.ts';
import { lastWho, rememberWho, WhoField } from '../WhoField.tsx';
import styles from './Deliveries.module.css';

const RESULTS = ['accepted', 'repeats', 'refused', 'failed', 'rejected'] as const;
type Result = Partial<Record<(typeof RESULTS)[number], number>>;

export interface QuarantineActionsProps {
  /** The messages that are meant; null is all, which can only be tried again. */
  ids: string[] | null;
  /** Whether their form can be read: what cannot be read is not accepted by anybody. */
  isReadable?: boolean;
  /** Something was done with them. */
  onDone?: () => void;
}

/** What can be done with messages in quarantine; what cannot be taken back asks first. */
export function QuarantineActions({ ids, isReadable = true, onDone }: QuarantineActionsProps) {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const act = useAct();
  const isOnlyRead = useBoard(isReadOnly);
  const [asking, setAsking] = useState<'accept' | 'reject' | null>(null);
  const [result, setResult] = useState<Result>({});
  const { quarantine } = client.deliveries;
  const isBusy = act.state === 'busy';

  function run(work: () => Promise<Result>): void {
    act.run(async () => {
      setResult({});
      setResult(await work());
      setAsking(null);
      await queries.invalidateQueries({ queryKey: ['deliveries'] });
      onDone?.();
    });
  }

  const said = RESULTS.map((name) => [name, result[name] ?? 0] as const).filter(([, count]) => count > 0);
  return (
    <div className={styles.decide}>
      {asking === null || ids === null ? (
        <div className={styles.actions}>
          <Button tone="card" isBusy={isBusy} onClick={() => run(() => quarantine.tryAgain({ ids }))}>
            {t(ids === null ? 'deliveries.try-all' : 'deliveries.try-again')}
          </Button>
          {ids !== null && (
            <>
              {isReadable && !isOnlyRead && (
                <Button tone="card" onClick={() => setAsking('accept')}>
                  {t('deliveries.accept')}
                </Button>
              )}
              <Button tone="card" onClick={() => setAsking('reject')}>
                {t('deliveries.reject')}
              </Button>
            </>
          )}
        </div>
      ) : asking === 'accept' ? (
        <AcceptForm
          count={ids.length}
          isBusy={isBusy}
          onAccept={(by) => run(() => quarantine.accept({ ids, ...by }))}
          onCancel={() => setAsking(null)}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape alone, which leaves the question.
        <div className={styles.ask} onKeyDown={onEscape(() => setAsking(null))}>
          <h3>{t('deliveries.reject-title', { count: ids.length })}</h3>
          <p>{t('deliveries.reject-what')}</p>
          <div className={styles.actions}>
            <Button tone="primary" isBusy={isBusy} onClick={() => run(() => quarantine.reject({ ids }))}>
              {t('deliveries.reject')}
            </Button>
            <Cancel onCancel={() => setAsking(null)} />
          </div>
        </div>
      )}
      <p className={styles.said} role="status">
        {act.state === 'failed'
          ? t('deliveries.not-done')
          : said.map(([name, count]) => t(`deliveries.result.${name}`, { count })).join(t('age.join'))}
      </p>
    </div>
  );
}

/** Has the focus when the question appears: a second Enter takes nothing that cannot be taken back. */
function Cancel({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation();
  return (
    <span ref={(place) => place?.querySelector('button')?.focus()}>
      <Button onClick={onCancel}>{t('deliveries.cancel')}</Button>
    </span>
  );
}

interface AcceptFormProps {
  count: number;
  isBusy: boolean;
  onAccept: (by: { name: string; reason: string }) => void;
  onCancel: () => void;
}

function AcceptForm({ count, isBusy, onAccept, onCancel }: AcceptFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(lastWho);
  const [reason, setReason] = useState('');

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isBusy || name.trim() === '' || reason.trim() === '') return;
    rememberWho(name);
    onAccept({ name, reason });
  }

  return (
    <form className={styles.ask} onSubmit={submit} onKeyDown={onEscape(onCancel)}>
      <h3>{t('deliveries.accept-title', { count })}</h3>
      <p>{t('deliveries.accept-what')}</p>
      <WhoField who={name} onChange={setName} hasFocus />
      <label>
        {t('deliveries.accept-reason')}
        <input
          className={input.input}
          type="text"
          autoComplete="off"
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div className={styles.actions}>
        <Button type="submit" tone="primary" isBusy={isBusy}>
          {t('deliveries.accept')}
        </Button>
        <Button onClick={onCancel}>{t('deliveries.cancel')}</Button>
      </div>
    </form>
  );
}
