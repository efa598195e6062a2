import type { ReactNode } from 'react';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';
import { useDraft } from './use-draft.ts';

export interface InputRowProps {
  id: string;
  label: string;
  why: string;
  text: string;
  placeholder?: string;
  isDisabled: boolean;
  /** Takes what was typed; false when it cannot be that. */
  onChange: (text: string) => boolean;
  /** Said while what is typed cannot be taken. */
  wrong?: string;
  below?: ReactNode;
}

/** A setting of one line: taken when somebody leaves the field, or on Enter. */
export function InputRow({ id, label, why, text, placeholder, isDisabled, onChange, wrong, below }: InputRowProps) {
  const labelId = `settings-${id}`;
  const { draft, type, take } = useDraft<string>((typed) => typed.trim() === text || onChange(typed.trim()));
  return (
    <Row
      label={label}
      labelId={labelId}
      why={why}
      below={
        <>
          <input
            type="text"
            className={styles.line}
            aria-labelledby={labelId}
            autoComplete="off"
            spellCheck={false}
            maxLength={1_000}
            placeholder={placeholder}
            disabled={isDisabled}
            value={draft ?? text}
            onChange={(event) => type(event.currentTarget.value)}
            onBlur={take}
            onKeyDown={(event) => {
              if (event.key === 'Enter') take();
            }}
          />
          {draft !== null && wrong !== undefined && <Remark tone="quiet">{wrong}</Remark>}
          {below}
        </>
      }
    />
  );
}
