import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './Retention.module.css';

export interface TypedConsentProps {
  /** On the button, once the word is typed. */
  action: string;
  isBusy: boolean;
  onConsent: () => void;
  onCancel: () => void;
}

/** What cannot be undone is done only when somebody has typed the word for it. */
export function TypedConsent({ action, isBusy, onConsent, onCancel }: TypedConsentProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const word = t('retention.word');
  const isTyped = typed.trim().toLowerCase() === word;
  return (
    <form
      className={styles.consent}
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped && !isBusy) onConsent();
      }}
    >
      <label className={styles.field}>
        <span>{t('retention.type-word', { word })}</span>
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          maxLength={20}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {isTyped && (
        <Button type="submit" tone="primary" isBusy={isBusy}>
          {action}
        </Button>
      )}
      <Button onClick={onCancel}>{t('retention.cancel')}</Button>
    </form>
  );
}
