import { Popover } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { NameProblem } from './board-view.ts';
import { applyView, deleteView, LONGEST_NAME, MOST_VIEWS, renameView, saveView, useBoardView } from './board-view.ts';
import styles from './ViewBar.module.css';

/** The views that this browser has saved: to go to, to rename, to forget, and to save the present one. */
export function SavedViews() {
  const { t } = useTranslation();
  const { views, active } = useBoardView();
  const [isOpen, setIsOpen] = useState(false);
  const [renamed, setRenamed] = useState<string | null>(null);

  /** The board's own keys rest while this lies over it; those that its rows name still hold. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = Number(event.key) - 1;
    if (views[place] === undefined) return;
    event.preventDefault();
    goTo(place);
  }

  function goTo(place: number): void {
    applyView(place);
    setIsOpen(false);
  }

  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={330}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button type="button" className={styles.quiet} aria-haspopup="dialog" onClick={() => setIsOpen(!isOpen)}>
          {active === null ? t('view.menu') : <bdi className={styles.value}>{active}</bdi>}
          <Icon name="down" size={13} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('view.menu')} data-own-keys="" onKeyDown={onKeyDown}>
        {views.length === 0 && <p className={styles.none}>{t('view.none')}</p>}
        <ul className={styles.views}>
          {views.map(({ name }, place) => (
            <li key={name}>
              {renamed === name ? (
                <NameForm
                  label={t('view.new-name')}
                  action={t('view.rename-do')}
                  first={name}
                  onName={(wanted) => {
                    const problem = renameView(name, wanted);
                    if (problem === null) setRenamed(null);
                    return problem;
                  }}
                />
              ) : (
                <>
                  <button
                    type="button"
                    className={styles.view}
                    aria-pressed={name === active}
                    onClick={() => goTo(place)}
                  >
                    <kbd>{place + 1}</kbd>
                    <bdi className={styles.value}>{name}</bdi>
                    {name === active && <Icon name="done" size={14} />}
                  </button>
                  <button
                    type="button"
                    className={styles.small}
                    aria-label={t('view.rename', { name })}
                    onClick={() => setRenamed(name)}
                  >
                    {t('view.rename-short')}
                  </button>
                  <button
                    type="button"
                    className={styles.small}
                    aria-label={t('view.delete', { name })}
                    title={t('view.delete', { name })}
                    onClick={() => deleteView(name)}
                  >
                    <Icon name="close" size={14} />
                  </button>
                </>
              )}
            </li>
          ))}
        </ul>
        {views.length < MOST_VIEWS ? (
          <NameForm label={t('view.save-as')} action={t('view.save')} first="" onName={saveView} />
        ) : (
          <p className={styles.none}>{t('view.problem.too-many')}</p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface NameFormProps {
  label: string;
  action: string;
  first: string;
  onName: (name: string) => NameProblem | null;
}

function NameForm({ label, action, first, onName }: NameFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(first);
  const [problem, setProblem] = useState<NameProblem | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const refused = onName(name);
    setProblem(refused);
    if (refused === null) setName('');
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <label>
        <span>{label}</span>
        <input
          type="text"
          value={name}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          aria-invalid={problem !== null || undefined}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
        />
      </label>
      <Button type="submit">{action}</Button>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {t(`view.problem.${problem}`)}
        </p>
      )}
    </form>
  );
}
