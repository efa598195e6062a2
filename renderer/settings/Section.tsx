import type { ReactNode } from 'react';
import type { SettingsSection } from './open-settings.ts';
import styles from './Settings.module.css';

/** Where the heading of a section can be found, to go there. */
export function headingId(section: SettingsSection): string {
  return `settings-${section}`;
}

export interface SectionProps {
  id: SettingsSection;
  title: string;
  what: ReactNode;
  children: ReactNode;
}

/** What belongs together: its name and meaning beside the settings. */
export function Section({ id, title, what, children }: SectionProps) {
  return (
    <section className={styles.section} aria-labelledby={headingId(id)} data-section={id}>
      <div className={styles.about}>
        <h3 id={headingId(id)} tabIndex={-1}>
          {title}
        </h3>
        {what}
      </div>
      <div className={styles.card}>{children}</div>
    </section>
  );
}
