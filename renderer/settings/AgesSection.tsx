import { useTranslation } from 'react-i18next';
import type { BoardSettings } from '../../shared/settings.ts';
import { COLUMNS, type Column } from '../board/board-state.ts';
import { DoneMinutesRow } from './DoneMinutesRow.tsx';
import { MOST_MINUTES, problemOfAges, readMinutes } from './lane-ages.ts';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { useDraft } from './use-draft.ts';

type LaneAges = BoardSettings['ages'][Column];
type Draft = { amber: string; red: string };

/** From when on the age of a check-in turns amber and red, lane by lane. */
export function AgesSection() {
  const { t } = useTranslation();
  const settings = useSettings('board');
  return (
    <StationSection id="ages" title={t('settings.ages')} what={<p>{t('settings.ages-what')}</p>} settings={settings}>
      {({ ages, doneMinutes }, isDisabled) => (
        <>
          {COLUMNS.map((lane) => (
            <LaneAgesRow
              key={lane}
              lane={lane}
              ages={ages[lane]}
              isDisabled={isDisabled}
              onChange={(changed) =>
                settings.change((board) => ({ ...board, ages: { ...board.ages, [lane]: changed } }))
              }
            />
          ))}
          <DoneMinutesRow
            minutes={doneMinutes}
            isDisabled={isDisabled}
            onChange={(changed) => settings.change((board) => ({ ...board, doneMinutes: changed }))}
          />
        </>
      )}
    </StationSection>
  );
}

interface LaneAgesRowProps {
  lane: Column;
  ages: LaneAges;
  isDisabled: boolean;
  onChange: (ages: LaneAges) => void;
}

function LaneAgesRow({ lane, ages, isDisabled, onChange }: LaneAgesRowProps) {
  const { t } = useTranslation();
  const { draft, type, take } = useDraft<Draft>((typed) => {
    if (problemOfAges(typed) !== null) return false;
    const changed = { amber: readMinutes(typed.amber), red: readMinutes(typed.red) };
    if (changed.amber !== ages.amber || changed.red !== ages.red) onChange(changed);
    return true;
  });
  const shown = draft ?? { amber: String(ages.amber ?? ''), red: String(ages.red ?? '') };
  const problem = problemOfAges(shown);
  const name = t(`lane.${lane}`);

  return (
    <Row
      label={name}
      below={problem !== null && <Remark tone="red">{t(`settings.ages.${problem}`, { most: MOST_MINUTES })}</Remark>}
    >
      <fieldset
        aria-label={name}
        className={styles.ages}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) take();
        }}
      >
        {(['amber', 'red'] as const).map((step) => (
          <label key={step} className={styles.age}>
            <span className={styles.swatch} data-severity={step} aria-hidden="true" />
            <span>
              <span className="visually-hidden">{name} </span>
              {t(`settings.ages.${step}`)}
            </span>
            <input
              type="text"
              inputMode="numeric"
              autoComplete="off"
              maxLength={5}
              disabled={isDisabled}
              placeholder={t('settings.ages.off')}
              value={shown[step]}
              aria-invalid={problem !== null || undefined}
              onChange={(event) => type({ ...shown, [step]: event.currentTarget.value })}
            />
            <span>{t('settings.ages.unit')}</span>
          </label>
        ))}
      </fieldset>
    </Row>
  );
}
