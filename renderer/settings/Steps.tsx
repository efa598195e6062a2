import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import styles from './Steps.module.css';

/** What is done one after another. */
export function Steps({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {children}
    </ol>
  );
}

export interface StepProps {
  title: string;
  state: 'done' | 'now' | 'later';
  /** Goes to this step, where one may go to any. */
  onOpen?: () => void;
  children?: ReactNode;
}

/** One of them: its number, or a tick. */
export function Step({ title, state, onOpen, children }: StepProps) {
  return (
    <li className={styles.step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <p className={styles.title}>
        {onOpen === undefined ? (
          title
        ) : (
          <button type="button" onClick={onOpen}>
            {title}
          </button>
        )}
        {state === 'done' && <Icon name="done" size={16} />}
      </p>
      {children}
    </li>
  );
}
