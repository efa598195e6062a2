import { useEffect, useRef, useState } from 'react';

/** What somebody is typing into a setting, and how it is taken. */
export interface SettingDraft<T> {
  /** Null while nobody has typed anything that is not taken. */
  readonly draft: T | null;
  type(draft: T): void;
  /** When the field is left, or on Enter. */
  take(): void;
}

/**
 * Keeps what is typed until it is taken; leaving the page takes it, too. `onTake` answers whether it could be: what is
 * wrong stays in the field.
 */
export function useDraft<T>(onTake: (draft: T) => boolean): SettingDraft<T> {
  const [draft, setDraft] = useState<T | null>(null);
  const take = useRef(() => {});
  take.current = () => {
    if (draft !== null && onTake(draft)) setDraft(null);
  };
  // Leaving the page leaves nothing behind that was typed.
  useEffect(() => () => take.current(), []);
  return { draft, type: setDraft, take: () => take.current() };
}
