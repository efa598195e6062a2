import type { ReactNode } from 'react';
import styles from './CheckInPanel.module.css';
import { LongText } from './LongText.tsx';

/** A part of the panel under a heading; gone when it has nothing to say. */
export function Section({
  title,
  isAbsent = false,
  children,
}: {
  title: string;
  isAbsent?: boolean;
  children: ReactNode;
}) {
  if (isAbsent) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

/** A list of facts. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/**
 * One fact with its name; a dash where nothing was sent. A code is set so that 0 and O, 1 and I differ. `children` stand in
 * place of the text; `isWrong` is for what somebody should look into.
 */
export function Fact({
  name,
  value,
  isCode = false,
  isWrong = false,
  children,
}: {
  name: string;
  value: string | null;
  isCode?: boolean;
  isWrong?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={styles.fact} data-severity={isWrong ? 'amber' : undefined}>
      <dt>{name}</dt>
      <dd className={isCode ? styles.code : undefined}>
        {children ?? (value === null ? '–' : <LongText text={value} />)}
      </dd>
    </div>
  );
}
