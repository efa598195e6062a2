import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { recall, remember } from '../ui/memory.ts';
import { BoardFilter, isFiltering, NO_FILTER } from './board-filter.ts';
import { SORTS, type Sort } from './board-sort.ts';

// How this browser looks at the board. The order and the saved views are for good; a filter lasts as long as the tab,
// since one from last week would hold check-ins back that nobody remembers to look for.

/** A filter and an order under a name, for this browser. */
export const SavedView = z.object({
  name: z.string().trim().min(1).max(40),
  filter: BoardFilter,
  sort: z.enum(SORTS),
});
export type SavedView = z.infer<typeof SavedView>;

/** The present view. `active` names the saved one that is shown unchanged. */
export interface BoardView {
  readonly filter: BoardFilter;
  readonly sort: Sort;
  readonly views: readonly SavedView[];
  readonly active: string | null;
}

/** Why a view was not saved under a name. */
export type NameProblem = 'empty' | 'taken' | 'too-many';

/** As many as there are keys for them. */
export const MOST_VIEWS = 9;
export const LONGEST_NAME = 40;

const SORT_KEY = 'forecourt.sort';
const VIEWS_KEY = 'forecourt.views';
const FILTER_KEY = 'forecourt.filter';
const PARAMETER = 'view';

const listeners = new Set<() => void>();
let view: BoardView | null = null;

function now(): BoardView {
  view ??= remembered();
  return view;
}

function rememberedViews(): readonly SavedView[] | null {
  return parsed(z.array(SavedView).max(MOST_VIEWS), recall(VIEWS_KEY));
}

/** The present view with what other tabs of this browser have saved, renamed or deleted meanwhile. */
function latest(): BoardView {
  const before = now();
  const views = rememberedViews() ?? before.views;
  if (JSON.stringify(views) === JSON.stringify(before.views)) return before;
  const isShown = (saved: SavedView): boolean => saved.name === before.active;
  const isUnchanged = JSON.stringify(views.find(isShown)) === JSON.stringify(before.views.find(isShown));
  return { ...before, views, active: isUnchanged ? before.active : null };
}

function remembered(): BoardView {
  const views = rememberedViews() ?? [];
  const named = new URLSearchParams(window.location.search).get(PARAMETER);
  const active = views.find(({ name }) => name === named);
  if (active !== undefined) return { filter: active.filter, sort: active.sort, views, active: active.name };
  showInAddress(null);
  return {
    filter: parsed(BoardFilter, recall(FILTER_KEY, 'tab')) ?? NO_FILTER,
    sort: parsed(z.enum(SORTS), recall(SORT_KEY)) ?? 'waiting',
    views,
    active: null,
  };
}

function parsed<T>(type: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return type.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function change(next: BoardView): void {
  const before = now();
  view = next;
  if (next.sort !== before.sort) remember(SORT_KEY, JSON.stringify(next.sort));
  if (next.filter !== before.filter) remember(FILTER_KEY, JSON.stringify(next.filter), 'tab');
  if (next.views !== before.views) remember(VIEWS_KEY, JSON.stringify(next.views));
  if (next.active !== before.active) showInAddress(next.active);
  for (const listener of [...listeners]) listener();
}

/** The address names the view, so that it can be kept as a link; going back goes nowhere through views. */
function showInAddress(name: string | null): void {
  const url = new URL(window.location.href);
  if (url.searchParams.get(PARAMETER) === name) return;
  if (name === null) url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, name);
  window.history.replaceState(window.history.state, '', url.pathname + url.search);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onStorage);
  };
}

/** Another tab has changed something. The order stays: two desks on one PC may each have their own. */
function onStorage({ key }: StorageEvent): void {
  if (key === VIEWS_KEY) change(latest());
}

/** How this browser looks at the board; redraws when that changes. */
export function useBoardView(): BoardView {
  return useSyncExternalStore(subscribe, now);
}

/** The present filter, outside of drawing. */
export function filterNow(): BoardFilter {
  return now().filter;
}

/** Asks something else of the cards; what is not named stays. */
export function changeFilter(part: Partial<BoardFilter>): void {
  change({ ...now(), filter: { ...now().filter, ...part }, active: null });
}

/** Shows every card again. */
export function clearFilter(): void {
  if (isFiltering(now().filter) || now().filter.text !== '') change({ ...now(), filter: NO_FILTER, active: null });
}

/** Sorts every lane in another order. */
export function changeSort(sort: Sort): void {
  if (sort !== now().sort) change({ ...now(), sort, active: null });
}

/** Shows a saved view, by its place in the list; nothing without one. */
export function applyView(place: number): void {
  const saved = now().views[place];
  if (saved !== undefined) change({ ...now(), filter: saved.filter, sort: saved.sort, active: saved.name });
}

/** Saves the present filter and order under a name; why not, or null. */
export function saveView(name: string): NameProblem | null {
  const { filter, sort, views } = latest();
  const problem = problemOf(name, views) ?? (views.length >= MOST_VIEWS ? 'too-many' : null);
  if (problem !== null) return problem;
  const trimmed = name.trim();
  change({ filter, sort, views: [...views, { name: trimmed, filter, sort }], active: trimmed });
  return null;
}

/** Gives a saved view another name; why not, or null. */
export function renameView(from: string, to: string): NameProblem | null {
  const { views, active } = latest();
  const problem = problemOf(
    to,
    views.filter(({ name }) => name !== from),
  );
  if (problem !== null) return problem;
  const trimmed = to.trim();
  change({
    ...now(),
    views: views.map((saved) => (saved.name === from ? { ...saved, name: trimmed } : saved)),
    active: active === from ? trimmed : active,
  });
  return null;
}

/** Forgets a saved view; what is shown stays as it is. */
export function deleteView(name: string): void {
  const { views, active } = latest();
  change({ ...now(), views: views.filter((saved) => saved.name !== name), active: active === name ? null : active });
}

function problemOf(name: string, views: readonly SavedView[]): NameProblem | null {
  if (name.trim() === '') return 'empty';
  return views.some((saved) => saved.name === name.trim()) ? 'taken' : null;
}
