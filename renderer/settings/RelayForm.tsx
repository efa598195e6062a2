import { safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinProblem } from '../../shared/relay.ts';
import { readJoinText } from '../../shared/relay-join.ts';
import { useParts } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { RelayIdentity } from './RelayIdentity.tsx';
import { Outcome, Remark } from './Row.tsx';
import { SecretInput } from './SecretInput.tsx';
import styles from './Settings.module.css';

const ANSWER_TIMEOUT_MS = 10_000;
/** The longest that the station takes. */
const LONGEST = 50_000;

/** Takes the text by which a desk joins a relay, says whom it is for before anything is done, and forgets it when it is kept. */
export function RelayForm({ isJoined, isDisabled }: { isJoined: boolean; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<JoinProblem | null>(null);
  const act = useAct();
  const join = readJoinText(text);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isDisabled || text.trim() === '') return;
    setProblem(null);
    act.run(async () => {
      const answer = await safe(client.relay.join({ text }, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }));
      if (!answer.isSuccess) {
        if (answer.isDefined && answer.error.code === 'JOIN_UNREADABLE') setProblem(answer.error.data.problem);
        throw answer.error;
      }
      setText('');
    });
  }

  return (
    <form className={styles.form} autoComplete="off" onSubmit={submit}>
      <SecretInput
        label={t(isJoined ? 'relay.text-new' : 'relay.text')}
        description={t(isJoined ? 'relay.text-new-why' : 'relay.text-why')}
        show={t('relay.text-show')}
        value={text}
        maxLength={LONGEST}
        isDisabled={isDisabled}
        onChange={(entered) => {
          setText(entered);
          setProblem(null);
        }}
      />
      <div role="status" className={styles.said}>
        {join !== null && <RelayIdentity label={t('relay.would-be')} identity={join} />}
      </div>
      <div>
        <Button type="submit" tone={join === null ? 'quiet' : 'primary'} isBusy={act.state === 'busy'}>
          {t(isJoined ? 'relay.join-other' : 'relay.join')}
        </Button>
      </div>
      {problem === null ? (
        <Outcome state={act.state} done={t('relay.joined')} failed={t('relay.not-kept')} />
      ) : (
        <Remark tone="red">{t(`relay.join-problem.${problem}`)}</Remark>
      )}
    </form>
  );
}
