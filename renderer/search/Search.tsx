import { Combobox, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckIn } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { useParts } from '../board/board-context.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { Icon } from '../ui/Icon.tsx';
import { openPage } from '../ui/place.ts';
import { SEARCH_INPUT_ID } from '../ui/search-input.ts';
import styles from './Search.module.css';
import { SearchResult } from './SearchResult.tsx';

const DEBOUNCE_MS = 180;
const LIMIT = 8;
const LONGEST_QUERY = 200;

/** Search over every check-in that the station keeps; a result opens beside the board. */
export function Search() {
  const { t } = useTranslation();
  const { client } = useParts();
  const [text, setText] = useState('');
  const [debounced] = useDebouncedValue(text.trim(), DEBOUNCE_MS);
  const q = text.trim() === '' ? '' : debounced;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => client.checkIns.list({ q, limit: LIMIT }, { signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 2_000,
    retry: 1,
  });
  const results: readonly CheckIn[] = q === '' ? [] : (found.data?.items ?? []);

  function openHistory(): void {
    openPage('history', { q: text.trim() });
    change('');
  }

  function change(value: string): void {
    setText(value);
    combobox.resetSelectedOption();
    if (value.trim() === '') combobox.closeDropdown();
    else combobox.openDropdown();
  }

  return (
    <Combobox
      store={combobox}
      width={460}
      position="bottom-end"
      shadow="md"
      onOptionSubmit={(id) => {
        openCheckIn(id);
        change('');
      }}
    >
      <Combobox.Target>
        <div className={styles.box}>
          <Icon name="search" size={16} />
          <Combobox.EventsTarget>
            <input
              id={SEARCH_INPUT_ID}
              className={styles.input}
              type="text"
              autoComplete="off"
              spellCheck={false}
              maxLength={LONGEST_QUERY}
              value={text}
              placeholder={t('search.placeholder')}
              aria-label={t('search.label')}
              onChange={(event) => change(event.currentTarget.value)}
              onFocus={() => text.trim() !== '' && combobox.openDropdown()}
              onBlur={() => combobox.closeDropdown()}
              onKeyDown={(event) => {
                if (isEnterAlone(event) && text.trim() !== '' && combobox.getSelectedOptionIndex() === -1) {
                  event.preventDefault();
                  openHistory();
                }
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                if (text === '') event.currentTarget.blur();
                else change('');
              }}
            />
          </Combobox.EventsTarget>
          {text === '' && <kbd className={styles.key}>/</kbd>}
        </div>
      </Combobox.Target>
      <Combobox.Dropdown hidden={q === ''}>
        <Combobox.Options aria-label={t('search.results')}>
          {results.map((checkIn) => (
            <Combobox.Option key={checkIn.id} value={checkIn.id} className={styles.option ?? ''}>
              <SearchResult checkIn={checkIn} />
            </Combobox.Option>
          ))}
        </Combobox.Options>
        {found.isError ? (
          <Combobox.Empty>{t('search.failed')}</Combobox.Empty>
        ) : found.isPending || (found.isPlaceholderData && results.length === 0) ? (
          <Combobox.Empty>{t('search.searching')}</Combobox.Empty>
        ) : (
          results.length === 0 && <Combobox.Empty>{t('search.nothing', { q: isolated(q) })}</Combobox.Empty>
        )}
        <Combobox.Footer className={styles.footer ?? ''}>
          {typeof found.data?.nextCursor === 'string' && <p>{t('search.more', { count: LIMIT })}</p>}
          <button type="button" tabIndex={-1} onMouseDown={(event) => event.preventDefault()} onClick={openHistory}>
            {t('history.from-search')} <kbd>Enter</kbd>
          </button>
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** The key alone, and not the one that ends the typing of a Chinese word. */
function isEnterAlone(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.nativeEvent.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
}
