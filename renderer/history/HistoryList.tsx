import { useElementSize, useMediaQuery, useMergedRef } from '@mantine/hooks';
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { openCheckIn, useOpenCheckIn } from '../check-in/open-check-in.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { useDays } from './days.ts';
import styles from './HistoryList.module.css';
import { HistoryRowLine } from './HistoryRowLine.tsx';
import { rowsInView, scrollHeightOf, scrollTo, topFor, topOf } from './tall-list.ts';
import type { HistoryNews, HistoryStart } from './use-history.ts';
import { lengthOf, useHistoryRows } from './use-history-rows.ts';

const ROW = 52;
/** On a phone a row has two lines. */
const NARROW_ROW = 84;
/** Rows beyond the view that are drawn, so that scrolling finds them there. */
const MORE = 8;

export interface HistoryListProps {
  start: HistoryStart;
  news: HistoryNews;
  /** Whether another list is on its way. */
  isLeaving: boolean;
  /** Where the search field has the list take over. */
  handle: RefObject<{ enter: () => void } | null>;
  /** Up from the first row. */
  onLeave: () => void;
}

/** All visits that were found, under the day of the uppermost; Enter opens the one that was chosen. */
export function HistoryList({ start, news, isLeaving, handle, onLeave }: HistoryListProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const days = useDays();
  const plateStyle = useBoard((state) => shopOf(state).plateStyle);
  const open = useOpenCheckIn();
  const view = useRef<HTMLDivElement>(null);
  const { ref: measured, height: viewHeight } = useElementSize<HTMLDivElement>();
  const rowHeight = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false })
    ? NARROW_ROW
    : ROW;
  const [reached, setReached] = useState(0);
  const [scrolled, setScrolled] = useState(0);
  /** The chosen row, counted from the first that was there when the list was asked for. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [seenNewer, setSeenNewer] = useState(0);

  const newer = news.newer.length;
  const list = { rows: lengthOf(start, news, reached), rowHeight, viewHeight };
  const top = topOf(list, scrolled);
  const range = rowsInView(list, top, MORE);
  const { row, isFailed, retry } = useHistoryRows(start, news, range, (rows) =>
    setReached((before) => Math.max(before, rows)),
  );
  const active = chosen === null ? null : chosen + newer;
  const uppermost = row(Math.min(Math.floor(top / rowHeight), list.rows - 1));

  useArrivalsAbove({ view, newer, isHeld: chosen !== null, shift: (rows) => scrollTo(list, top + rows * rowHeight) });
  useFocusBack(view, open);
  const isAtTop = top < rowHeight / 2;
  useEffect(() => {
    if (isAtTop) setSeenNewer(newer);
  }, [isAtTop, newer]);

  function show(index: number): void {
    const element = view.current;
    if (element !== null) element.scrollTop = scrollTo(list, topFor(list, topOf(list, element.scrollTop), index));
  }

  function choose(index: number): void {
    const within = Math.min(Math.max(0, index), list.rows - 1);
    setChosen(within - newer);
    show(within);
  }

  useImperativeHandle(handle, () => ({
    enter: () => {
      view.current?.focus({ preventScroll: true });
      choose(active ?? 0);
    },
  }));

  function openRow(index: number): void {
    const found = row(index);
    if (found !== null) openCheckIn(found.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
    const from = active ?? -1;
    if (event.key === 'ArrowUp' && from <= 0) onLeave();
    else if (event.key === 'ArrowUp') choose(from - 1);
    else if (event.key === 'ArrowDown') choose(from + 1);
    else if (event.key === 'PageUp') choose(from - page);
    else if (event.key === 'PageDown') choose(from + page);
    else if (event.key === 'Home') choose(0);
    else if (event.key === 'End') choose(list.rows - 1);
    else if (event.key === 'Enter' || event.key === ' ') openRow(Math.max(0, from));
    else return;
    event.preventDefault();
  }

  const above = Math.min(newer - seenNewer, Math.floor(top / rowHeight));
  const indices = Array.from({ length: Math.max(0, range.end - range.first) }, (_, index) => range.first + index);
  return (
    <div className={styles.list}>
      <div className={styles.head}>
        <h3 className={styles.uppermost}>
          {uppermost === null ? '' : days.name(days.of(Date.parse(uppermost.arrivedAt)))}
        </h3>
        {above > 0 && (
          <button type="button" className={styles.newer} onClick={() => choose(0)}>
            {t('history.new', { count: above, number: formats.number(above) })}
          </button>
        )}
      </div>
      <div
        ref={useMergedRef(view, measured)}
        className={styles.view}
        role="listbox"
        tabIndex={0}
        aria-label={t('history.list')}
        aria-busy={isLeaving}
        aria-activedescendant={active === null ? undefined : rowId(active)}
        data-own-keys=""
        data-history-list=""
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
        onFocus={() => active === null && setChosen(Math.ceil(top / rowHeight) - newer)}
        onKeyDown={onKeyDown}
      >
        <div className={styles.all} style={{ height: scrollHeightOf(list) }} role="presentation">
          {indices.map((index) => {
            const found = row(index);
            const day = found === null ? null : days.of(Date.parse(found.arrivedAt));
            const before = index === 0 ? null : row(index - 1);
            const isFirstOfDay =
              day !== null && (index === 0 || (before !== null && days.of(Date.parse(before.arrivedAt)) !== day));
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and says which row is chosen
              <div
                key={found?.id ?? `loading ${index}`}
                id={rowId(index)}
                className={styles.row}
                role="option"
                aria-selected={active === index}
                aria-setsize={list.rows}
                aria-posinset={index + 1}
                data-history-row={found?.id}
                data-open={(found !== null && found.id === open) || undefined}
                data-first-of-day={isFirstOfDay || undefined}
                style={{ height: rowHeight, transform: `translateY(${index * rowHeight - (top - scrolled)}px)` }}
                onClick={() => {
                  setChosen(index - newer);
                  openRow(index);
                }}
              >
                {found === null ? (
                  <span className={styles.loading}>{t('history.row-loading')}</span>
                ) : (
                  <HistoryRowLine
                    row={found}
                    day={isFirstOfDay && index > 0 ? days.short(day) : null}
                    plateStyle={plateStyle}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {isFailed && (
        <p className={styles.failed} role="alert">
          {t('history.failed')} <Button onClick={retry}>{t('history.retry')}</Button>
        </p>
      )}
    </div>
  );
}

const rowId = (index: number): string => `history-row-${index}`;

/**
 * Arrivals that come above what somebody looks at move nothing: the view is scrolled on by as much. At the very top they
 * come in, unless a row is chosen or pointed at.
 */
function useArrivalsAbove({
  view,
  newer,
  isHeld,
  shift,
}: {
  view: RefObject<HTMLDivElement | null>;
  newer: number;
  isHeld: boolean;
  /** How far to scroll for so many rows more above. */
  shift: (rows: number) => number;
}): void {
  const known = useRef(newer);
  useLayoutEffect(() => {
    const element = view.current;
    const more = newer - known.current;
    known.current = newer;
    if (element === null || more <= 0) return;
    if (element.scrollTop > 0 || isHeld || element.matches(':hover')) element.scrollTop = shift(more);
  });
}

/** When the check-in beside the list is closed, the keys are the list's again. */
function useFocusBack(view: RefObject<HTMLDivElement | null>, open: string | null): void {
  const wasOpen = useRef(open);
  useEffect(() => {
    const hasClosed = wasOpen.current !== null && open === null;
    wasOpen.current = open;
    const { activeElement } = document;
    if (hasClosed && (activeElement === null || activeElement === document.body))
      view.current?.focus({ preventScroll: true });
  }, [view, open]);
}
