import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Notice.module.css';

/** One thing said in the middle of an otherwise empty place. */
export function Notice({ title, isBusy = false, children }: { title: string; isBusy?: boolean; children?: ReactNode }) {
  return (
    <section className={styles.notice} role="status">
      {isBusy && <Loader size="sm" aria-hidden="true" />}
      <h2>{title}</h2>
      {children}
    </section>
  );
}
