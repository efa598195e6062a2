import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { VEHICLE_PARTS, VehiclePart } from '../../shared/vehicle-part.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { EntryForm } from './EntryForm.tsx';
import { Row } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { TableEntry } from './TableEntry.tsx';

/** Check-ins that are looked through for codes: the newest. */
const LOOKED_THROUGH = 200;
const LONGEST_CODE = 100;

/** Where on the vehicle each position code of a damage lies, and the codes that came lately and are not known yet. */
export function PositionsSection() {
  const { t } = useTranslation();
  const { client } = useParts();
  const settings = useSettings('board');
  const isLive = useBoard((state) => state.connection.state === 'live');
  const seen = useQuery({
    queryKey: ['check-in', 'positions'],
    queryFn: async ({ signal }) => {
      const { items } = await client.checkIns.list({ limit: LOOKED_THROUGH }, { signal });
      const named = items.flatMap(({ damage }) => damage).map(({ position, positionName }) => [position, positionName]);
      return new Map(named.reverse() as [string | null, string | null][]);
    },
    enabled: isLive,
    staleTime: 0,
  });
  const names = seen.data ?? new Map<string | null, string | null>();
  const options = VEHICLE_PARTS.map((value) => ({ value, label: t(`part.${value}`) }));

  function give(code: string, part: VehiclePart): void {
    settings.change((board) => ({ ...board, positions: { ...board.positions, [code]: part } }));
  }

  return (
    <StationSection
      id="positions"
      title={t('settings.positions')}
      what={<p>{t('settings.positions-what')}</p>}
      settings={settings}
    >
      {({ positions }, isDisabled) => {
        const known = Object.keys(positions).sort();
        const unknown = [...names.keys()]
          .filter((code) => code !== null && code.length <= LONGEST_CODE && !Object.hasOwn(positions, code))
          .sort() as string[];
        const select = (code: string, part: VehiclePart | null) => (
          <NativeSelect
            aria-label={t('settings.part-of', { code })}
            disabled={isDisabled}
            value={part ?? ''}
            data={part === null ? [{ value: '', label: t('settings.part-choose') }, ...options] : options}
            onChange={(event) => {
              const chosen = VehiclePart.safeParse(event.currentTarget.value);
              if (chosen.success) give(code, chosen.data);
            }}
          />
        );
        return (
          <>
            <Row
              label={t('settings.positions-unknown')}
              why={t(unknown.length === 0 ? 'settings.positions-unknown-none' : 'settings.positions-unknown-why')}
              below={
                unknown.length > 0 && (
                  <ul className={styles.table} aria-label={t('settings.positions-unknown')}>
                    {unknown.map((code) => (
                      <TableEntry key={code} code={code} name={names.get(code) ?? null}>
                        {select(code, null)}
                      </TableEntry>
                    ))}
                  </ul>
                )
              }
            />
            <Row
              label={t('settings.positions-known')}
              below={
                <>
                  <ul className={styles.table} aria-label={t('settings.positions-known')}>
                    {known.map((code) => (
                      <TableEntry
                        key={code}
                        code={code}
                        name={names.get(code) ?? null}
                        isDisabled={isDisabled}
                        onRemove={() =>
                          settings.change((board) => ({
                            ...board,
                            positions: Object.fromEntries(
                              Object.entries(board.positions).filter(([other]) => other !== code),
                            ),
                          }))
                        }
                      >
                        {select(code, positions[code] ?? null)}
                      </TableEntry>
                    ))}
                  </ul>
                  <EntryForm
                    label={t('settings.position-code')}
                    isDisabled={isDisabled}
                    choice={{ label: t('settings.part'), options }}
                    onAdd={(code, part) => {
                      if (code === '' || code.length > LONGEST_CODE) return t('settings.position-code-wrong');
                      if (Object.hasOwn(positions, code)) return t('settings.code-taken', { code });
                      if (part !== undefined) give(code, part);
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
