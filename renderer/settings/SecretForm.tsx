import { NativeSelect, PasswordInput } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PREVIOUS_SECRET_DAYS, type SecretState } from '../../shared/settings.ts';
import { useParts } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { type SecretAnswer, setAppSecret } from './app-secret.ts';
import { useOverlapChoices } from './overlap.ts';
import { Remark } from './Row.tsx';
import styles from './Settings.module.css';

type Problem = Extract<SecretAnswer, { ok: false }>['problem'];

/** As large as the words of the other settings. */
const WORDS = { label: styles.label ?? '', description: styles.why ?? '' };

export interface SecretFormProps {
  isSet: boolean;
  /** What was stored just now; it is said until somebody types again. */
  saved: 'first' | 'changed' | null;
  onChange: () => void;
  onSaved: (state: SecretState) => void;
}

/** Takes a new app secret, says what is wrong with it, and forgets it when it is stored. */
export function SecretForm({ isSet, saved, onChange, onSaved }: SecretFormProps) {
  const { t } = useTranslation();
  const { client } = useParts();
  const [secret, setSecret] = useState('');
  const [keepDays, setKeepDays] = useState<number>(PREVIOUS_SECRET_DAYS);
  const choices = useOverlapChoices();
  const [isShown, setIsShown] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const problemId = useId();

  async function save(): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    const answer = await setAppSecret(client, secret, isSet ? keepDays : 0);
    setIsBusy(false);
    if (answer.ok) {
      setSecret('');
      setIsShown(false);
      onSaved(answer.state);
      return;
    }
    setProblem(answer.problem);
    field.current?.focus();
  }

  function type(text: string): void {
    setSecret(text);
    setProblem(null);
    onChange();
  }

  return (
    <form
      className={styles.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <PasswordInput
        ref={field}
        classNames={WORDS}
        label={t(isSet ? 'secret.enter-new' : 'secret.enter')}
        description={t('secret.enter-why')}
        value={secret}
        visible={isShown}
        onVisibilityChange={setIsShown}
        visibilityToggleButtonProps={{ 'aria-label': t('secret.show'), 'aria-pressed': isShown, tabIndex: 0 }}
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="off"
        error={problem !== null}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : problemId}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || secret === '') return;
          // The first Escape empties the field, as in the search; the next one leaves.
          event.preventDefault();
          type('');
        }}
      />
      {problem !== null && (
        <div id={problemId}>
          <Remark tone="red">
            {t(problem === 'environment' ? 'secret.kept.environment' : `secret.problem.${problem}`)}
          </Remark>
        </div>
      )}
      {isSet && (
        <NativeSelect
          classNames={WORDS}
          label={t('secret.keep')}
          description={t('secret.keep-why')}
          data={choices}
          value={String(keepDays)}
          onChange={(event) => setKeepDays(Number(event.currentTarget.value))}
        />
      )}
      <div>
        <Button type="submit" tone="primary" isBusy={isBusy}>
          {t(isBusy ? 'secret.saving' : isSet ? 'secret.save-new' : 'secret.save')}
        </Button>
      </div>
      <div role="status" className={styles.said}>
        {saved !== null && <Remark tone="good">{t('secret.saved')}</Remark>}
        {saved === 'first' && <Remark tone="quiet">{t('secret.saved-first')}</Remark>}
      </div>
    </form>
  );
}
