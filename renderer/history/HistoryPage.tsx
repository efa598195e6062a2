import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageFrame } from '../ui/PageFrame.tsx';
import { changePageQuery, usePageQuery, usePlacedCheckIn } from '../ui/place.ts';
import { useShopZone } from '../ui/shop-zone.ts';
import styles from './History.module.css';
import { HistoryCountLine } from './HistoryCountLine.tsx';
import { HistoryFilters } from './HistoryFilters.tsx';
import { HistoryList } from './HistoryList.tsx';
import { HistorySearch } from './HistorySearch.tsx';
import { filterOf, type HistoryChange, isFiltered, queryOf, viewOf } from './history-view.ts';
import { useHistoryNews, useHistoryStart } from './use-history.ts';

const DEBOUNCE_MS = 120;

/** Every visit that the station keeps, searched as one types; all that it shows stands in the address. */
export function HistoryPage() {
  const { t } = useTranslation();
  const zone = useShopZone();
  const query = usePageQuery().toString();
  const view = useMemo(() => viewOf(new URLSearchParams(query)), [query]);
  const filter = useMemo(() => filterOf(view, zone), [view, zone]);
  const isBeside = usePlacedCheckIn() !== null;
  const found = useHistoryStart(filter);
  const news = useHistoryNews(found.data);
  const list = useRef<{ enter: () => void }>(null);
  const search = useRef<HTMLInputElement>(null);

  // By the address as it stands: several changes may come between two drawings.
  const change = (members: HistoryChange): void =>
    changePageQuery(queryOf({ ...viewOf(new URLSearchParams(window.location.search)), ...members }));
  const [text, setText] = useTypedQuery(view.q ?? '', (q) => change({ q }));

  return (
    <PageFrame
      name="history"
      title={t('place.history')}
      actions={
        <>
          <HistoryCountLine
            start={found.data}
            newer={news.newer.length}
            isNarrowed={isFiltered(view) || view.q !== undefined}
            isSearching={found.isPlaceholderData}
          />
          <ExportMenu filter={filter} />
        </>
      }
      isWide
      isFilled
    >
      <div className={styles.page} data-beside={isBeside || undefined}>
        <search className={styles.bar} aria-label={t('history.search')}>
          <HistorySearch input={search} text={text} onText={setText} onDown={() => list.current?.enter()} />
          <div className={styles.filters}>
            <HistoryFilters view={view} change={change} />
            {(isFiltered(view) || text !== '') && (
              <button type="button" className={styles.clear} onClick={showAll}>
                {t('history.show-all')}
              </button>
            )}
          </div>
        </search>
        {shown()}
      </div>
    </PageFrame>
  );

  function showAll(): void {
    setText('');
    changePageQuery({});
    search.current?.focus();
  }

  function shown() {
    const start = found.data;
    if (start === undefined) {
      if (!found.isError) return <Notice title={t('history.loading')} isBusy />;
      return failed();
    }
    if (found.isError && !found.isFetching && found.isPlaceholderData) return failed();
    if (start.rows.length === 0 && news.newer.length === 0) return nothing();
    return (
      <HistoryList
        key={start.key}
        start={start}
        news={news}
        isLeaving={found.isPlaceholderData}
        handle={list}
        onLeave={() => search.current?.focus()}
      />
    );
  }

  function failed() {
    return (
      <Notice title={t('history.failed')}>
        <p>{t('history.failed-what')}</p>
        <Button tone="primary" onClick={() => void found.refetch()}>
          {t('history.retry')}
        </Button>
      </Notice>
    );
  }

  function nothing() {
    const hasText = view.q !== undefined;
    if (!hasText && !isFiltered(view)) {
      return (
        <Notice title={t('history.empty')}>
          <p>{t('history.empty-what')}</p>
        </Notice>
      );
    }
    return (
      <Notice title={t('history.nothing')}>
        <p>{t(hasText ? 'history.nothing-what' : 'history.nothing-filters')}</p>
        <Button onClick={showAll}>{t('history.show-all')}</Button>
      </Notice>
    );
  }
}

/** What is typed, at once in its field and a moment later in the address; the address wins when it changes by itself. */
function useTypedQuery(placed: string, place: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(placed);
  const told = useRef(placed);
  const tell = useDebouncedCallback((typed: string) => {
    told.current = typed;
    place(typed);
  }, DEBOUNCE_MS);
  useEffect(() => {
    if (placed === told.current) return;
    told.current = placed;
    setText(placed);
  }, [placed]);
  return [
    text,
    (typed) => {
      setText(typed);
      tell(typed);
    },
  ];
}
