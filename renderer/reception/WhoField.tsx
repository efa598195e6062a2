import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_NAME } from '../../shared/desk-names.ts';
import { isolated } from '../../shared/isolated.ts';
import { useBoard } from '../board/board-context.ts';
import { recall, remember } from '../ui/memory.ts';
import input from '../ui/text-field.module.css';

/** Who did something last at this browser. */
const WHO = 'forecourt.who';
/** Stands for a name that is not on the list; no name has white space at its ends. */
const OTHER = ' ';
const NOBODY: readonly string[] = [];

/** The name that was given last at this browser; empty before the first. */
export function lastWho(): string {
  return recall(WHO) ?? '';
}

/** Has this browser offer the name the next time. */
export function rememberWho(who: string): void {
  remember(WHO, who.trim());
}

export interface WhoFieldProps {
  who: string;
  onChange: (who: string) => void;
  className?: string | undefined;
  /** Somebody has just asked for the form that it is in. */
  hasFocus?: boolean;
}

/** Asks who does something: a name from the shop's list, or one that is typed. */
export function WhoField({ who, onChange, className, hasFocus = false }: WhoFieldProps) {
  const { t } = useTranslation();
  const names = useBoard((state) => state.settings?.desk.names ?? NOBODY);
  const [isOther, setIsOther] = useState(who !== '' && !names.includes(who));
  const [isChosen, setIsChosen] = useState(false);
  const isTyped = names.length === 0 || isOther;
  return (
    <>
      {names.length > 0 && (
        <label className={className}>
          <span>{t('names.who')}</span>
          <select
            className={input.input}
            // biome-ignore lint/a11y/noAutofocus: somebody has just asked for this form.
            autoFocus={hasFocus}
            required
            value={isOther ? OTHER : names.includes(who) ? who : ''}
            onChange={({ currentTarget: { value } }) => {
              setIsOther(value === OTHER);
              setIsChosen(value === OTHER);
              onChange(value === OTHER ? '' : value);
            }}
          >
            <option value="" disabled>
              {t('names.pick')}
            </option>
            {names.map((name) => (
              <option key={name} value={name}>
                {isolated(name)}
              </option>
            ))}
            <option value={OTHER}>{t('names.other')}</option>
          </select>
        </label>
      )}
      {isTyped && (
        <label className={className}>
          <span>{t(names.length === 0 ? 'names.who' : 'names.typed')}</span>
          <input
            className={input.input}
            type="text"
            // biome-ignore lint/a11y/noAutofocus: somebody has just asked for it.
            autoFocus={names.length === 0 ? hasFocus : isChosen}
            autoComplete="name"
            maxLength={LONGEST_NAME}
            required
            value={who}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </label>
      )}
    </>
  );
}
