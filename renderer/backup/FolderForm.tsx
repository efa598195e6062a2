import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import styles from './Backup.module.css';

export interface FolderFormProps {
  label: string;
  action: string;
  initial: string;
  placeholder?: string;
  isDisabled: boolean;
  isBusy?: boolean;
  onSubmit: (folder: string) => void;
  children?: ReactNode;
}

/** Takes the path of a folder on the station's PC, as it is typed there. */
export function FolderForm({
  label,
  action,
  initial,
  placeholder,
  isDisabled,
  isBusy = false,
  onSubmit,
  children,
}: FolderFormProps) {
  const [folder, setFolder] = useState(initial);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isDisabled) onSubmit(folder.trim());
  }
  return (
    <form className={styles.field} onSubmit={submit}>
      <input
        type="text"
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={1_000}
        placeholder={placeholder}
        disabled={isDisabled}
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
      />
      <Button type="submit" isBusy={isBusy}>
        {action}
      </Button>
      {children}
    </form>
  );
}
