import { NativeSelect } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Remark } from './Row.tsx';
import styles from './Settings.module.css';

export interface EntryFormProps<V extends string> {
  /** What is typed. */
  label: string;
  isDisabled: boolean;
  /** What is chosen for it, where there is something to choose. */
  choice?: { label: string; options: readonly { value: V; label: string }[] };
  /** Takes the new entry; a sentence when it cannot. */
  onAdd: (text: string, value: V | undefined) => ReactNode;
}

/** Adds an entry to a table. */
export function EntryForm<V extends string>({ label, isDisabled, choice, onAdd }: EntryFormProps<V>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<V | undefined>(choice?.options[0]?.value);
  const [problem, setProblem] = useState<ReactNode>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isDisabled) return;
    const refused = onAdd(text.trim(), chosen);
    setProblem(refused);
    if (refused === null) setText('');
  }

  return (
    <form className={styles.entryForm} onSubmit={submit}>
      <label className={styles.field}>
        <span>{label}</span>
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          disabled={isDisabled}
          value={text}
          aria-invalid={problem !== null || undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(null);
          }}
        />
      </label>
      {choice !== undefined && (
        <NativeSelect
          label={choice.label}
          disabled={isDisabled}
          value={chosen ?? ''}
          data={[...choice.options]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setChosen(choice.options.find((option) => option.value === value)?.value);
          }}
        />
      )}
      <Button type="submit">{t('settings.add')}</Button>
      {problem !== null && <Remark tone="red">{problem}</Remark>}
    </form>
  );
}
