import { type ReactNode, useId } from 'react';
import styles from './Part.module.css';

/** One part of the report, under its heading. */
export function Part({
  name,
  title,
  what,
  action,
  children,
}: {
  name: string;
  title: string;
  what?: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const headingId = useId();
  return (
    <section className={styles.part} data-part={name} aria-labelledby={headingId}>
      <div className={styles.head}>
        <h4 id={headingId}>{title}</h4>
        {action}
      </div>
      {what !== undefined && <p className={styles.what}>{what}</p>}
      {children}
    </section>
  );
}
