import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './CopyAddress.module.css';

/** An address to be given to somebody, whole and selectable, with a button that copies it. */
export function CopyAddress({ address, label }: { address: string; label: string }) {
  const { t } = useTranslation();
  const text = useRef<HTMLTextAreaElement>(null);
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'selected'>('none');

  async function copy(): Promise<void> {
    text.current?.select();
    try {
      // Absent on plain-HTTP pages of the LAN, whatever its type says.
      const clipboard = navigator.clipboard as Clipboard | undefined;
      if (clipboard === undefined) return setOutcome('selected');
      await clipboard.writeText(address);
      setOutcome('copied');
    } catch {
      setOutcome('selected');
    }
  }

  return (
    <div className={styles.copy}>
      <textarea
        ref={text}
        className={styles.address}
        readOnly
        rows={1}
        value={address}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" className={styles.button} onClick={() => void copy()}>
        {t(outcome === 'copied' ? 'copy.done' : 'copy.do')}
      </button>
      <p className={styles.hint} role="status">
        {outcome === 'selected' ? t('copy.select') : ''}
      </p>
    </div>
  );
}
