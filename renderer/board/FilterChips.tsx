import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FilterChip } from '../ui/FilterChip.tsx';
import { type BoardFilter, type Choice, DAMAGE_WANTED, type Facets, LIGHTS_WANTED } from './board-filter.ts';
import { changeFilter } from './board-view.ts';
import styles from './ViewBar.module.css';

/** Which warning lights the shown cards have. */
export function LightsChip({ counts, wanted }: { counts: Facets['lights']; wanted: BoardFilter['lights'] }) {
  const { t } = useTranslation();
  return (
    <FilterChip
      name={t('filter.lights')}
      value={wanted === null ? null : t(`filter.lights.${wanted}`)}
      count={wanted === null ? null : counts[wanted]}
      onClear={() => changeFilter({ lights: null })}
    >
      <Menu.RadioGroup value={wanted ?? ''}>
        {LIGHTS_WANTED.map((lights) => (
          <Menu.RadioItem
            key={lights}
            closeMenuOnClick
            value={lights}
            rightSection={<Count count={counts[lights]} />}
            onClick={() => changeFilter({ lights })}
          >
            {t(`filter.lights.${lights}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterChip>
  );
}

/** Whether the shown cards have damage. */
export function DamageChip({ counts, wanted }: { counts: Facets['damage']; wanted: BoardFilter['damage'] }) {
  const { t } = useTranslation();
  return (
    <FilterChip
      name={t('filter.damage')}
      value={wanted === null ? null : t(`filter.damage.${wanted}`)}
      count={wanted === null ? null : counts[wanted]}
      onClear={() => changeFilter({ damage: null })}
    >
      <Menu.RadioGroup value={wanted ?? ''}>
        {DAMAGE_WANTED.map((damage) => (
          <Menu.RadioItem
            key={damage}
            closeMenuOnClick
            value={damage}
            rightSection={<Count count={counts[damage]} />}
            onClick={() => changeFilter({ damage })}
          >
            {t(`filter.damage.${damage}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterChip>
  );
}

export interface NamesChipProps {
  part: 'advisers' | 'stores';
  choices: readonly Choice[];
  wanted: readonly string[];
}

/** Whose cards are shown; absent while all are of the same. */
export function NamesChip({ part, choices, wanted }: NamesChipProps) {
  const { t } = useTranslation();
  if (choices.length < 2 && wanted.length === 0) return null;
  // What was chosen stays in the list, also when the last such card has left the board.
  const gone = wanted.filter((name) => choices.every((choice) => choice.name !== name));
  const all = [...choices, ...gone.map((name) => ({ name, count: 0 }))];
  const said = (name: string): string => {
    if (name === '') return t(`filter.${part}.none`);
    return part === 'stores' ? t('filter.store', { store: name }) : name;
  };
  const [first = ''] = wanted;
  const value = wanted.length === 1 ? said(first) : t(`filter.${part}.some`, { count: wanted.length });
  return (
    <FilterChip
      name={t(`filter.${part}`)}
      value={wanted.length === 0 ? null : value}
      count={all.filter(({ name }) => wanted.includes(name)).reduce((sum, { count }) => sum + count, 0)}
      onClear={() => changeFilter({ [part]: [] })}
    >
      {all.map(({ name, count }) => (
        <Menu.CheckboxItem
          key={name}
          closeMenuOnClick={false}
          checked={wanted.includes(name)}
          rightSection={<Count count={count} />}
          onChange={(isOn) =>
            changeFilter({ [part]: isOn ? [...wanted, name] : wanted.filter((other) => other !== name) })
          }
        >
          <bdi>{said(name)}</bdi>
        </Menu.CheckboxItem>
      ))}
    </FilterChip>
  );
}

function Count({ count }: { count: number }) {
  return <span className={styles.count}>{count}</span>;
}
