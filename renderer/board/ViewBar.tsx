import { Menu } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/Icon.tsx';
import { useBoard } from './board-context.ts';
import { facetsOf, isFiltering } from './board-filter.ts';
import { SORTS } from './board-sort.ts';
import { COLUMNS, isReadOnly } from './board-state.ts';
import { changeFilter, changeSort, clearFilter, useBoardView } from './board-view.ts';
import { Done } from './Done.tsx';
import { DamageChip, LightsChip, NamesChip } from './FilterChips.tsx';
import { FILTER_INPUT_ID } from './filter-input.ts';
import { SavedViews } from './SavedViews.tsx';
import { useHidden } from './use-hidden.ts';
import styles from './ViewBar.module.css';

/** How this browser looks at the board: which cards, in which order, and views that were saved under a name. */
export function ViewBar() {
  const { t } = useTranslation();
  const columns = useBoard((state) => state.columns);
  const facets = useMemo(() => facetsOf(COLUMNS.flatMap((lane) => columns[lane])), [columns]);
  const { filter, sort } = useBoardView();
  const hidden = useHidden();
  const isOnlyRead = useBoard(isReadOnly);
  return (
    <search className={styles.bar} aria-label={t('filter.label')}>
      <div className={styles.asks}>
        <span className={styles.text}>
          <Icon name="search" size={15} />
          <input
            id={FILTER_INPUT_ID}
            type="text"
            className={styles.input}
            aria-label={t('filter.text')}
            placeholder={t('filter.text')}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={filter.text}
            onChange={(event) => changeFilter({ text: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              if (filter.text === '') event.currentTarget.blur();
              else changeFilter({ text: '' });
            }}
          />
          {filter.text === '' && <kbd className={styles.key}>F</kbd>}
        </span>
        <LightsChip counts={facets.lights} wanted={filter.lights} />
        <DamageChip counts={facets.damage} wanted={filter.damage} />
        <NamesChip part="advisers" choices={facets.advisers} wanted={filter.advisers} />
        <NamesChip part="stores" choices={facets.stores} wanted={filter.stores} />
        {isFiltering(filter) && (
          <button type="button" className={styles.clear} onClick={clearFilter}>
            {t('filter.clear')}
          </button>
        )}
      </div>
      <span role="status" className={styles.hidden}>
        {hidden.all > 0 && t('filter.hidden', { count: hidden.all })}
      </span>
      <Done />
      {!isOnlyRead && (
        <Menu position="bottom-end" width={220} shadow="md">
          <Menu.Target>
            <button type="button" className={styles.quiet}>
              <span className={styles.what}>{t('sort.label')}</span> {t(`sort.${sort}`)}
              <Icon name="down" size={13} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.RadioGroup value={sort}>
              {SORTS.map((one) => (
                <Menu.RadioItem key={one} value={one} closeMenuOnClick onClick={() => changeSort(one)}>
                  {t(`sort.${one}`)}
                  <small className={styles.why}>{t(`sort.${one}-why`)}</small>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
      )}
      <SavedViews />
    </search>
  );
}
