import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/Icon.tsx';
import styles from './Desk.module.css';
import { LongText } from './LongText.tsx';
import type { DeskFieldParts } from './use-desk-field.ts';

export interface DeskFieldProps {
  label: string;
  inputId: string;
  field: DeskFieldParts;
  /** What another desk has written, as it is shown. */
  theirs?: (value: string) => string;
  children: ReactNode;
}

/** A field of the desk with its name, and how what is in it is stored. */
export function DeskField({ label, inputId, field, theirs = (value) => value, children }: DeskFieldProps) {
  const { t } = useTranslation();
  const { state } = field;
  const isQuiet = state?.kind === 'saving' || state?.kind === 'saved';
  return (
    <div className={styles.field}>
      <p className={styles.name}>
        <label htmlFor={inputId}>{label}</label>
        <span role="status" className={styles.state} data-done={state?.kind === 'saved' || undefined}>
          {isQuiet && t(`desk.${state.kind}`)}
        </span>
      </p>
      {children}
      {state?.kind === 'failed' && (
        <div className={styles.problem} role="alert">
          <Icon name="warning" size={16} />
          <span>{t(`desk.not-saved.${state.why}`)}</span>
          <button type="button" className={styles.small} onClick={field.save}>
            {t('desk.try-again')}
          </button>
        </div>
      )}
      {state?.kind === 'conflict' && (
        <div className={styles.problem} role="alert">
          <Icon name="warning" size={16} />
          <span>
            {t(state.theirs === null ? 'desk.conflict-empty' : 'desk.conflict')}
            {state.theirs !== null && (
              <q className={styles.theirs}>
                <LongText text={theirs(state.theirs)} />
              </q>
            )}
          </span>
          <span className={styles.ways}>
            <button type="button" className={styles.small} onClick={field.keepMine}>
              {t('desk.keep-mine')}
            </button>
            <button type="button" className={styles.small} onClick={field.takeTheirs}>
              {t('desk.take-theirs')}
            </button>
          </span>
        </div>
      )}
    </div>
  );
}
