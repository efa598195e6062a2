import { recall, remember } from '../ui/memory.ts';

/** What this tab remembers of the times that it has loaded itself anew. */
export interface ReloadHistory {
  readonly count: number;
  /** When it last did, in ms since 1970. */
  readonly at: number;
}

/** Before the first reload, then before each further one, in ms. */
const DELAYS_MS = [10_000, 30_000, 120_000, 600_000, 1_800_000] as const;
/** A page that went well for so long, in ms, begins with the first delay again. */
const WELL_AFTER_MS = 3_600_000;
/** How often it is looked whether there is anything to load, in ms. */
const LOOK_EVERY_MS = 5_000;
const HISTORY_KEY = 'forecourt.wall.reloads';
const VERSION_KEY = 'forecourt.wall.version';

/** When to load a page anew that cannot help itself: soon at first, and ever less often where that does not help. */
export function planReload(history: ReloadHistory | null, now: number): { afterMs: number; next: ReloadHistory } {
  const isFresh = history === null || now < history.at || now - history.at > WELL_AFTER_MS;
  const count = isFresh ? 0 : history.count;
  const afterMs = DELAYS_MS[Math.min(count, DELAYS_MS.length - 1)] ?? 0;
  return { afterMs, next: { count: count + 1, at: now + afterMs } };
}

/** Whether a page of version `own` should load itself anew for a station of version `station`: once, whatever comes of it. */
export function isOutdated(own: string, station: string, reloadedFor: string | null): boolean {
  return own !== station && reloadedFor !== station;
}

/** Loads the page anew for the station's version, once for each. Nothing happens where the tab cannot remember that it did. */
export function reloadForVersion(station: string): void {
  if (!isOutdated(import.meta.env.APP_VERSION, station, recall(VERSION_KEY, 'tab'))) return;
  remember(VERSION_KEY, station, 'tab');
  if (recall(VERSION_KEY, 'tab') === station) void reloadWhenThere();
}

let isPlanned = false;

/** Loads the page anew because it cannot go on: after a while that grows from time to time. */
export function reloadLater(): void {
  if (isPlanned) return;
  isPlanned = true;
  const { afterMs, next } = planReload(readHistory(recall(HISTORY_KEY, 'tab')), Date.now());
  remember(HISTORY_KEY, JSON.stringify(next), 'tab');
  setTimeout(() => void reloadWhenThere(), afterMs);
}

/** A history as it was remembered; null when it is none. */
export function readHistory(text: string | null): ReloadHistory | null {
  const [, count, at] = /^{"count":(\d{1,6}),"at":(\d{1,15})}$/.exec(text ?? '') ?? [];
  return count === undefined || at === undefined ? null : { count: Number(count), at: Number(at) };
}

/**
 * Loads the page anew as soon as the station hands it out: a browser that found nothing would show its own error page, and
 * nothing would bring the wall back. In the desktop app the page is always there.
 */
async function reloadWhenThere(): Promise<void> {
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  window.location.reload();
}

async function isThere(): Promise<boolean> {
  if (!window.location.protocol.startsWith('http')) return true;
  try {
    const options = { cache: 'no-store', signal: AbortSignal.timeout(LOOK_EVERY_MS) } as const;
    return (await fetch(window.location.href, options)).ok;
  } catch {
    return false;
  }
}
