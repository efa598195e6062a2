import styles from './Settings.module.css';

export interface TimeFieldProps {
  label: string;
  /** `HH:MM`, or empty while it is being typed. */
  value: string;
  isDisabled?: boolean;
  isWrong?: boolean;
  onChange: (value: string) => void;
}

/** A time of day, entered as the reader's locale writes it. */
export function TimeField({ label, value, isDisabled = false, isWrong = false, onChange }: TimeFieldProps) {
  return (
    <label className={styles.time}>
      <span>{label}</span>
      <input
        type="time"
        required
        value={value}
        disabled={isDisabled}
        aria-invalid={isWrong || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
