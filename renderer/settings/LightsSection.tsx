import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Card, Severity } from '../../shared/check-in.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { isolated } from '../../shared/isolated.ts';
import { lightName } from '../../shared/light-name.ts';
import { BoardSettings } from '../../shared/settings.ts';
import { useBoard } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from './EntryForm.tsx';
import { Row } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { TableEntry } from './TableEntry.tsx';

/** The severities that a code can be given, most urgent first. */
const GIVEN = Severity.exclude(['unmapped']);
const GIVEN_ORDER = GIVEN.options;

/** The severity of each warning light by its code, and the codes on the board that have none yet. */
export function LightsSection() {
  const { t } = useTranslation();
  const settings = useSettings('board');
  const cards = useBoard((state) => state.cards);
  const labels = useMemo(() => labelsOf([...cards.values()]), [cards]);
  const options = GIVEN_ORDER.map((value) => ({ value, label: t(`severity.${value}`) }));

  function give(code: string, severity: (typeof GIVEN_ORDER)[number]): void {
    settings.change((board) => ({ ...board, lights: { ...board.lights, [code]: severity } }));
  }

  return (
    <StationSection
      id="lights"
      title={t('settings.lights')}
      what={<p>{t('settings.lights-what')}</p>}
      settings={settings}
    >
      {({ lights }, isDisabled) => {
        const unmapped = [...labels.keys()].filter((code) => !(code in lights) && isCode(code)).sort(byNumber);
        return (
          <>
            <Row
              label={t('settings.unmapped')}
              why={unmapped.length === 0 ? t('settings.unmapped-none') : t('settings.unmapped-why')}
              below={
                unmapped.length > 0 && (
                  <ul className={styles.table} aria-label={t('settings.unmapped')}>
                    {unmapped.map((code) => (
                      <TableEntry
                        key={code}
                        code={code}
                        name={lightName(sayer(t), { code, label: labels.get(code) ?? null })}
                      >
                        {GIVEN_ORDER.map((severity) => (
                          <Button key={severity} isBusy={isDisabled} onClick={() => give(code, severity)}>
                            <span className={styles.swatch} data-severity={severity} aria-hidden="true" />
                            {t(`settings.severity.${severity}`)}
                          </Button>
                        ))}
                      </TableEntry>
                    ))}
                  </ul>
                )
              }
            />
            <Row
              label={t('settings.mapped')}
              below={
                <>
                  <ul className={styles.table} aria-label={t('settings.mapped')}>
                    {Object.entries(lights)
                      .sort(([a], [b]) => byNumber(a, b))
                      .map(([code, severity]) => {
                        const sent = labels.get(code) ?? null;
                        const name = lightName(sayer(t), { code, label: sent });
                        return (
                          <TableEntry
                            key={code}
                            code={code}
                            name={name}
                            {...(sent !== null &&
                              sent !== name && { note: t('panel.light-as-sent', { label: isolated(sent) }) })}
                            isDisabled={isDisabled}
                            onRemove={() =>
                              settings.change((board) => ({ ...board, lights: without(board.lights, code) }))
                            }
                          >
                            <span className={styles.swatch} data-severity={severity} aria-hidden="true" />
                            <NativeSelect
                              aria-label={t('settings.severity-of', { name })}
                              disabled={isDisabled}
                              value={severity}
                              data={options}
                              onChange={(event) => {
                                const chosen = GIVEN.safeParse(event.currentTarget.value);
                                if (chosen.success) give(code, chosen.data);
                              }}
                            />
                          </TableEntry>
                        );
                      })}
                  </ul>
                  <EntryForm
                    label={t('settings.light-code')}
                    isDisabled={isDisabled}
                    choice={{ label: t('settings.severity'), options }}
                    onAdd={(code, severity) => {
                      if (!isCode(code)) return t('settings.light-code-wrong');
                      if (code in lights) return t('settings.code-taken', { code });
                      if (severity !== undefined) give(code, severity);
                      return null;
                    }}
                  />
                </>
              }
            />
          </>
        );
      }}
    </StationSection>
  );
}

/** The label of each code as it was sent last; null where it came without. */
function labelsOf(cards: readonly Card[]): ReadonlyMap<string, string | null> {
  const labels = new Map<string, string | null>();
  for (const { code, label } of cards.flatMap(({ lights }) => lights)) {
    if (code !== null) labels.set(code, label ?? labels.get(code) ?? null);
  }
  return labels;
}

function isCode(text: string): boolean {
  return BoardSettings.shape.lights.keyType.safeParse(text).success;
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b);
}

function without<V>(table: Readonly<Record<string, V>>, code: string): Record<string, V> {
  return Object.fromEntries(Object.entries(table).filter(([other]) => other !== code));
}
