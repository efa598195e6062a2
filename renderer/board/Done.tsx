import { Popover } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { DONE_CARDS } from '../../shared/contract.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBoard } from './board-context.ts';
import styles from './Done.module.css';
import { DoneRow } from './DoneRow.tsx';
import { useDone } from './use-done.ts';

/**
 * What was handed over or set aside lately: one quiet button with the counts, and the cards under it, to be brought back.
 * It lies over the board, so that nothing moves for it.
 */
export function Done() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const done = useDone();
  // While it is open it stays: somebody may just have brought back the only one.
  if (done.length === 0 && !isOpen) return null;
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={430}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.button}
          data-done-button=""
          aria-haspopup="dialog"
          title={t('desk.done-label')}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name="done" />
          <span className={styles.counts}>{countsOf(t, done)}</span>
          <span className={styles.short} aria-hidden="true">
            {t('desk.done')} {done.length}
          </span>
          <Icon name="down" size={13} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.drop ?? ''} aria-label={t('desk.done-label')} data-own-keys="">
        <DoneList done={done} onLeave={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function DoneList({ done, onLeave }: { done: readonly Card[]; onLeave: () => void }) {
  const { t } = useTranslation();
  const minutes = useBoard((state) => state.settings?.board.doneMinutes ?? 0);
  return (
    <>
      {done.length === 0 ? (
        <p className={styles.why} data-autofocus="" tabIndex={-1}>
          {t('desk.done-none')}
        </p>
      ) : (
        <ul className={styles.list} aria-label={t('desk.done-label')}>
          {done.map((card) => (
            <DoneRow key={card.id} card={card} onLeave={onLeave} />
          ))}
        </ul>
      )}
      <p className={styles.why}>
        {done.length >= DONE_CARDS ? t('desk.done-full', { count: DONE_CARDS }) : t('desk.done-why', { minutes })}
      </p>
    </>
  );
}

function countsOf(t: TFunction, done: readonly Card[]): string {
  const aside = done.filter(({ setAside }) => setAside !== null).length;
  const counts = [
    ...(aside < done.length ? [t('desk.done.handed-over', { count: done.length - aside })] : []),
    ...(aside > 0 ? [t('desk.done.set-aside', { count: aside })] : []),
  ];
  return counts.length === 0 ? t('desk.done') : counts.join(t('age.join'));
}
