import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_DONE_MINUTES } from '../../shared/settings.ts';
import { readMinutes } from './lane-ages.ts';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';

export interface DoneMinutesRowProps {
  minutes: number;
  isDisabled: boolean;
  onChange: (minutes: number) => void;
}

/** How long what was handed over or set aside stays at hand on the board. */
export function DoneMinutesRow({ minutes, isDisabled, onChange }: DoneMinutesRowProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? String(minutes);
  const typed = readMinutes(shown);
  const isWrong = typed === null || !Number.isInteger(typed) || typed < 0 || typed > MOST_DONE_MINUTES;

  const take = useRef(() => {});
  take.current = () => {
    if (draft === null || isWrong) return;
    setDraft(null);
    if (typed !== minutes) onChange(typed);
  };
  // Leaving the page leaves nothing behind that was typed.
  useEffect(() => () => take.current(), []);

  return (
    <Row
      label={t('settings.done-minutes')}
      why={t('settings.done-minutes-why')}
      below={isWrong && <Remark tone="red">{t('settings.done-minutes-wrong', { most: MOST_DONE_MINUTES })}</Remark>}
    >
      <label className={styles.age}>
        <span className="visually-hidden">{t('settings.done-minutes')}</span>
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          disabled={isDisabled}
          value={shown}
          aria-invalid={isWrong || undefined}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => take.current()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take.current();
          }}
        />
        <span>{t('settings.ages.unit')}</span>
      </label>
    </Row>
  );
}
