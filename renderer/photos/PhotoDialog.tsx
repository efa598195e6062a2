import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusCheckIn } from '../board/focus.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './PhotoDialog.module.css';

/** A dialog of photos over the whole window. */
export interface PhotoDialogProps {
  name: 'gallery' | 'compare';
  label: string;
  onClose: () => void;
  /** The check-in whose card gets the focus when what had it before is gone. */
  checkIn?: string;
  children: ReactNode;
}

/** Photos over the whole window, dark in both themes; Escape is a step back in the history, and the focus returns. */
export function PhotoDialog({ name, label, onClose, checkIn, children }: PhotoDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else if (checkIn !== undefined) focusCheckIn(checkIn);
    };
  }, [checkIn]);

  useEffect(() => {
    // What had the focus may be gone with the photo before; outside of the dialog its keys would be the board's.
    if (dialog.current?.contains(document.activeElement) === false) dialog.current.focus();
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    // Else the browser would close the dialog alone, and leave its step in the history.
    event.preventDefault();
    onClose();
  }

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      // Photos are looked at on a dark ground in both themes.
      data-mantine-color-scheme="dark"
      {...{ [`data-${name}`]: '' }}
      tabIndex={-1}
      aria-modal="true"
      aria-label={label}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <button
        type="button"
        className={styles.close}
        aria-label={t('panel.close')}
        title={t('panel.close')}
        onClick={onClose}
      >
        <Icon name="close" size={20} />
      </button>
      {children}
    </dialog>
  );
}
