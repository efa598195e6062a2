import { type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/Icon.tsx';
import styles from './History.module.css';

export interface HistorySearchProps {
  input: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  /** Down, or Enter: into the list. */
  onDown: () => void;
}

/** The search field of the history; it has the focus when the page opens, unless a check-in was opened with it. */
export function HistorySearch({ input, text, onText, onDown }: HistorySearchProps) {
  const { t } = useTranslation();
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement?.closest('[data-panel-of]') !== null && activeElement !== null) return;
    input.current?.focus({ preventScroll: true });
  }, [input]);
  return (
    <span className={styles.search}>
      <Icon name="search" size={17} />
      <input
        ref={input}
        type="text"
        aria-label={t('history.search')}
        placeholder={t('history.placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault();
            onText('');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            if (event.nativeEvent.isComposing) return;
            event.preventDefault();
            onDown();
          }
        }}
      />
      {text !== '' && (
        <button
          type="button"
          aria-label={t('history.clear-search')}
          onClick={() => {
            onText('');
            input.current?.focus();
          }}
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </span>
  );
}
