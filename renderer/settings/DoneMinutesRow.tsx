import { useTranslation } from 'react-i18next';
import { MOST_DONE_MINUTES } from '../../shared/settings.ts';
import { readMinutes } from './lane-ages.ts';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';
import { useDraft } from './use-draft.ts';

export interface DoneMinutesRowProps {
  minutes: number;
  isDisabled: boolean;
  onChange: (minutes: number) => void;
}

/** How long what was handed over or set aside stays at hand on the board. */
export function DoneMinutesRow({ minutes, isDisabled, onChange }: DoneMinutesRowProps) {
  const { t } = useTranslation();
  const { draft, type, take } = useDraft<string>((text) => {
    const typed = readDoneMinutes(text);
    if (typed !== null && typed !== minutes) onChange(typed);
    return typed !== null;
  });
  const shown = draft ?? String(minutes);
  const isWrong = readDoneMinutes(shown) === null;

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
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
          }}
        />
        <span>{t('settings.ages.unit')}</span>
      </label>
    </Row>
  );
}

/** What was typed as minutes; null when it cannot be. */
function readDoneMinutes(text: string): number | null {
  const typed = readMinutes(text);
  return typed !== null && Number.isInteger(typed) && typed >= 0 && typed <= MOST_DONE_MINUTES ? typed : null;
}
