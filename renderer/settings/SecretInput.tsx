import { PasswordInput } from '@mantine/core';
import styles from './Settings.module.css';

export interface SecretInputProps {
  label: string;
  description: string;
  /** What the button says that shows it. */
  show: string;
  value: string;
  /** The longest that the station takes, in characters. */
  maxLength?: number;
  isDisabled: boolean;
  onChange: (value: string) => void;
}

/** A field for what is handed to the station and never read back: hidden until it is shown, and left alone by the browser. */
export function SecretInput({
  label,
  description,
  show,
  value,
  maxLength = 2_000,
  isDisabled,
  onChange,
}: SecretInputProps) {
  return (
    <PasswordInput
      classNames={{ label: styles.label ?? '', description: styles.why ?? '' }}
      label={label}
      description={description}
      value={value}
      visibilityToggleButtonProps={{ 'aria-label': show, tabIndex: 0 }}
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="off"
      maxLength={maxLength}
      disabled={isDisabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
