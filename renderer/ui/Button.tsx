import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Button.module.css';

export interface ButtonProps {
  children: ReactNode;
  onClick?: () => void;
  /**
   * One primary action a place at most. `amber` is for what could be missed; `card` is for paper; `plain` takes the colours
   * of what it stands on.
   */
  tone?: 'primary' | 'amber' | 'quiet' | 'card' | 'plain';
  /** What it means, where the words on it are few. */
  title?: string;
  type?: 'button' | 'submit';
  /** While it works it keeps the focus, and takes no further click. */
  isBusy?: boolean;
}

/** A button in our clothes. */
export function Button({ children, onClick, tone = 'quiet', title, type = 'button', isBusy = false }: ButtonProps) {
  return (
    <button
      type={type}
      className={styles.button}
      data-tone={tone}
      title={title}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.();
      }}
    >
      {isBusy && <Loader size={14} color="currentcolor" aria-hidden="true" />}
      {children}
    </button>
  );
}
