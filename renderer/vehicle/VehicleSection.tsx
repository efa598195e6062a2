import { type ReactNode, useId } from 'react';
import styles from './Vehicle.module.css';

/** A part of the page of a vehicle, under its heading. */
export function VehicleSection({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id}>
        {title}
        {note !== undefined && <span className={styles.soft}>{note}</span>}
      </h3>
      {children}
    </section>
  );
}
