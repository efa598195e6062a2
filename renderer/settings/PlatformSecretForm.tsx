import { safe } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecretProblem } from '../../shared/settings.ts';
import { useParts } from '../board/board-context.ts';
import { PLATFORM_KEY } from '../platform/use-platform.ts';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Remark } from './Row.tsx';
import { SecretInput } from './SecretInput.tsx';
import styles from './Settings.module.css';

const ANSWER_TIMEOUT_MS = 10_000;

/** Takes a secret for the platform alone, and forgets it when it is kept: it is handed to the station and never read back. */
export function PlatformSecretForm({ hasOwn, isDisabled }: { hasOwn: boolean; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<SecretProblem | null>(null);
  const act = useAct();

  function keep(given: string): void {
    setProblem(null);
    act.run(async () => {
      const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
      const answer = await safe(client.platform.setSecret({ secret: given }, options));
      if (!answer.isSuccess) {
        if (answer.isDefined && answer.error.code === 'BAD_REQUEST') setProblem(answer.error.data.problem);
        throw answer.error;
      }
      setSecret('');
      await queries.invalidateQueries({ queryKey: [PLATFORM_KEY] });
    });
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    if (!isDisabled && secret.trim() !== '') keep(secret);
  }

  return (
    <form className={styles.form} autoComplete="off" onSubmit={save}>
      <SecretInput
        label={t('platform.secret')}
        description={t(hasOwn ? 'platform.secret-set' : 'platform.secret-why')}
        show={t('platform.secret-show')}
        value={secret}
        isDisabled={isDisabled}
        onChange={setSecret}
      />
      <div className={styles.buttons}>
        <Button type="submit" isBusy={act.state === 'busy'}>
          {t('platform.secret-save')}
        </Button>
        {hasOwn && (
          <Button isBusy={act.state === 'busy' || isDisabled} onClick={() => keep('')}>
            {t('platform.secret-remove')}
          </Button>
        )}
      </div>
      {problem === null ? (
        <Outcome state={act.state} done={t('platform.secret-saved')} failed={t('secret.problem.not-stored')} />
      ) : (
        <Remark tone="red">{t(`secret.problem.${problem}`)}</Remark>
      )}
    </form>
  );
}
