import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenWay } from '../../shared/reach.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { Outcome } from './Row.tsx';
import { SecretInput } from './SecretInput.tsx';
import styles from './Settings.module.css';

const ANSWER_TIMEOUT_MS = 10_000;
const QUERY = ['tunnel-tokens'];

/** Takes the token of a tunnel, and forgets it when it is kept: it is handed to the station and never read back. */
export function TokenForm({ way, isDisabled }: { way: TokenWay; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const isLive = useBoard((state) => state.connection.state === 'live');
  const { data } = useQuery({
    queryKey: QUERY,
    queryFn: ({ signal }) => client.reach.tokens(undefined, { signal }),
    enabled: isLive,
    staleTime: 0,
  });
  const [token, setToken] = useState('');
  const act = useAct();

  function save(event: FormEvent): void {
    event.preventDefault();
    if (isDisabled || token.trim() === '') return;
    act.run(async () => {
      const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
      queries.setQueryData(QUERY, await client.reach.setToken({ way, token }, options));
      setToken('');
    });
  }

  return (
    <form className={styles.form} autoComplete="off" onSubmit={save}>
      <SecretInput
        label={t('reach.token')}
        description={t(data?.[way] === true ? 'reach.token-set' : `reach.token-why.${way}`)}
        show={t('reach.token-show')}
        value={token}
        isDisabled={isDisabled}
        onChange={setToken}
      />
      <div>
        <Button type="submit" isBusy={act.state === 'busy'}>
          {t('reach.token-save')}
        </Button>
      </div>
      <Outcome state={act.state} done={t('reach.token-saved')} failed={t('reach.token-failed')} />
    </form>
  );
}
