import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Card } from '../../shared/check-in.ts';
import type { HistoryCount, HistoryFilter, HistoryRow } from '../../shared/history.ts';
import { useParts } from '../board/board-context.ts';

/** Rows that are asked for at once. */
export const CHUNK = 100;
/** How long the station is given to have a burst of arrivals over before they are asked for, in ms. */
const GATHER_MS = 250;
/** So many arrivals are put before a list; after more it begins anew. */
const MOST_NEWER = 200;
const MOST_PATCHES = 500;

/** A list as it stood when it was asked for: later arrivals do not move what is in it. */
export type HistoryStart = {
  /** Tells lists apart. */
  key: string;
  filter: HistoryFilter;
  /** All in the list are before it. */
  cursor: string;
  rows: readonly HistoryRow[];
  count: HistoryCount;
};

/** The beginning of the list of a filter; while another one is asked for, the one before stays. */
export function useHistoryStart(filter: HistoryFilter) {
  const { client } = useParts();
  const key = JSON.stringify(filter);
  return useQuery({
    queryKey: ['history', 'start', key],
    queryFn: async ({ signal }): Promise<HistoryStart> => {
      const { items } = await client.history.list({ ...filter, limit: CHUNK }, { signal });
      const cursor = cursorAfter(items[0]);
      const count = await client.history.count({ ...filter, cursor }, { signal });
      return { key: `${key} ${cursor}`, filter, cursor, rows: items, count };
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnMount: 'always',
    refetchOnReconnect: false,
    retry: 1,
  });
}

/** The cursor before which a row and all older ones are; before the first visit there is none. */
function cursorAfter(row: HistoryRow | undefined): string {
  return row === undefined ? '1' : String(Number(row.id) + 1);
}

/** What has come to a list since it was asked for: visits that belong before it, newest first, and what is told of any. */
export type HistoryNews = { newer: readonly HistoryRow[]; patches: ReadonlyMap<string, HistoryRow> };

const NO_NEWS: HistoryNews = { newer: [], patches: new Map() };

/** Follows what the board hears. */
export function useHistoryNews(start: HistoryStart | undefined): HistoryNews {
  const { client, store } = useParts();
  const queries = useQueryClient();
  const [news, setNews] = useState<{ key: string } & HistoryNews>({ key: '', ...NO_NEWS });
  const key = start?.key ?? '';

  useEffect(() => {
    if (start === undefined) return;
    const ends = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const change = (part: (before: HistoryNews) => Partial<HistoryNews>): void =>
      setNews((before) => {
        const mine = before.key === start.key ? before : { key: start.key, ...NO_NEWS };
        return { ...mine, ...part(mine) };
      });

    async function look(): Promise<void> {
      if (start === undefined) return;
      const asked = client.history.list({ ...start.filter, limit: MOST_NEWER }, { signal: ends.signal });
      const found = await asked.catch(() => null);
      if (found === null || ends.signal.aborted) return;
      const newer = found.items.filter(({ id }) => Number(id) >= Number(start.cursor));
      if (newer.length === MOST_NEWER) void queries.invalidateQueries({ queryKey: ['history', 'start'] });
      else change(() => ({ newer }));
    }

    function lookSoon(): void {
      timer ??= setTimeout(() => {
        timer = undefined;
        void look();
      }, GATHER_MS);
    }

    const stop = store.onEvent((event) => {
      switch (event.type) {
        case 'card':
          change(({ patches }) => ({ patches: patched(patches, event.card) }));
          if (event.cause !== 'moved') lookSoon();
          break;
        case 'snapshot':
          // It was not told what has happened meanwhile.
          void queries.invalidateQueries({ queryKey: ['history', 'rows'] });
          lookSoon();
          break;
        case 'settings':
          // Lights may have another severity, by which rows are drawn and found.
          void queries.invalidateQueries({ queryKey: ['history'] });
          break;
        case 'status':
        case 'tick':
      }
    });
    // What has arrived between the answer and now.
    lookSoon();
    return () => {
      ends.abort();
      clearTimeout(timer);
      stop();
    };
  }, [start, client, store, queries]);

  return news.key === key ? news : NO_NEWS;
}

function patched(patches: ReadonlyMap<string, HistoryRow>, card: Card): ReadonlyMap<string, HistoryRow> {
  const next = new Map(patches).set(card.id, card);
  const [oldest] = next.keys();
  if (next.size > MOST_PATCHES && oldest !== undefined) next.delete(oldest);
  return next;
}
