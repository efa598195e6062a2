import { useTranslation } from 'react-i18next';
import { Row } from './Row.tsx';
import styles from './Settings.module.css';
import { useDraft } from './use-draft.ts';

export interface TextRowProps {
  id: string;
  label: string;
  why: string;
  placeholder?: string;
  rows: number;
  /** In characters. */
  longest: number;
  text: string;
  isDisabled: boolean;
  onChange: (text: string) => void;
}

/** A setting of several lines: taken when somebody leaves the field. */
export function TextRow({ id, label, why, placeholder, rows, longest, text, isDisabled, onChange }: TextRowProps) {
  const { t } = useTranslation();
  const labelId = `settings-${id}`;
  const { draft, type, take } = useDraft<string>((typed) => {
    if (typed !== text) onChange(typed);
    return true;
  });
  const shown = draft ?? text;
  const left = longest - shown.length;
  return (
    <Row
      label={label}
      labelId={labelId}
      why={why}
      below={
        <>
          <textarea
            className={styles.text}
            aria-labelledby={labelId}
            dir="auto"
            rows={rows}
            maxLength={longest}
            placeholder={placeholder}
            disabled={isDisabled}
            value={shown}
            onChange={(event) => type(event.currentTarget.value)}
            onBlur={take}
          />
          {left < longest / 10 && <p className={styles.why}>{t('settings.sheet.terms-left', { count: left })}</p>}
        </>
      }
    />
  );
}
