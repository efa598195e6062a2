import { getEventMeta } from '@orpc/client';
import { TICK_MS } from '../../shared/contract.ts';
import { isForbidden, NotAllowedError } from '../station-client.ts';
import type { Connection } from './board-state.ts';
import { GRACE_MS, judge, NOT_ALLOWED_RETRY_MS, reconnectDelay, WATCH_INTERVAL_MS } from './reconnect.ts';

/** What is kept connected: how to ask the station, and where to put what it says. */
export interface Watched<Event extends object> {
  /** Asks for all that happens from now on, or since `lastEventId`. */
  watch(options: { signal: AbortSignal; lastEventId?: string }): Promise<AsyncIterable<Event>>;
  take(event: Event): void;
  connection(): Connection;
  show(connection: Connection): void;
  /** Whether the station has said how things stand; before that there is nothing that could be live. */
  isKnown(): boolean;
  /** Whether more should be there than was told, so that it is worth asking for everything once more. */
  lacks(): boolean;
}

/** Something that is kept connected until it is stopped. */
export interface LiveConnection {
  /** Connects anew at once, whatever the present connection looks like. */
  retry(): void;
  /** When something was last heard or tried, in ms since 1970. */
  lastSign(): number;
  stop(): void;
}

/** At most one fresh snapshot in this time, in ms, on the page's own wish. */
const RESYNC_INTERVAL_MS = 30_000;

/** A browser that was paired anew for something else is known, but may not watch this any more. */
function isLockedOut(error: unknown): boolean {
  return error instanceof NotAllowedError || isForbidden(error);
}

/** Keeps a page connected to the station: resumes after the last event, for ever, and at once when the page wakes. */
export function keepWatching<Event extends object>(watched: Watched<Event>): LiveConnection {
  let stopped = false;
  let attempt = new AbortController();
  let wake = (): void => {};
  let failures = 0;
  let lastEventId: string | undefined;
  /** When the attempt under way began; null between attempts, when silence says nothing. */
  let attemptStarted: number | null = null;
  let lastHeard = Date.now();
  let lastTried = lastHeard;
  let lastBeat = Date.now();
  let lastResync = 0;
  let grace: ReturnType<typeof setTimeout> | undefined;

  function heard(): void {
    lastHeard = Date.now();
    failures = 0;
    clearTimeout(grace);
    grace = undefined;
    if (watched.connection().state !== 'live' && watched.isKnown()) watched.show({ state: 'live' });
  }

  function lost(error: unknown): void {
    if (isLockedOut(error)) {
      clearTimeout(grace);
      grace = undefined;
      // Whoever is let in again later begins afresh: what was known may have been given up meanwhile.
      lastEventId = undefined;
      watched.show({ state: 'not-allowed' });
      return;
    }
    if (watched.connection().state === 'disconnected' || grace !== undefined) return;
    grace = setTimeout(() => watched.show({ state: 'disconnected', since: lastHeard }), GRACE_MS);
  }

  async function watchOnce(signal: AbortSignal): Promise<void> {
    const resume = lastEventId === undefined ? {} : { lastEventId };
    const events = await watched.watch({ signal, ...resume });
    // The answer alone proves the connection: after resuming there may be nothing to say for a while.
    heard();
    for await (const event of events) {
      if (signal.aborted) return;
      lastEventId = getEventMeta(event)?.id ?? lastEventId;
      watched.take(event);
      heard();
      if (watched.lacks() && Date.now() - lastResync > RESYNC_INTERVAL_MS) {
        lastResync = Date.now();
        lastEventId = undefined;
        return;
      }
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      attempt = new AbortController();
      attemptStarted = Date.now();
      lastTried = attemptStarted;
      let error: unknown;
      try {
        await watchOnce(attempt.signal);
      } catch (reason) {
        error = reason;
      }
      attemptStarted = null;
      if (stopped) return;
      const deliberate = attempt.signal.aborted;
      lost(error);
      if (deliberate) continue;
      await pause(isLockedOut(error) ? NOT_ALLOWED_RETRY_MS : reconnectDelay(failures++, Math.random));
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function retry(): void {
    failures = 0;
    if (watched.connection().state === 'live') lost(undefined);
    attempt.abort();
    wake();
  }

  function beat(): void {
    const now = Date.now();
    // A clock that was set back: silence counts from now, or it would not be noticed before the clock has caught up.
    lastHeard = Math.min(lastHeard, now);
    lastResync = Math.min(lastResync, now);
    if (attemptStarted !== null) attemptStarted = Math.min(attemptStarted, now);
    // The silence of an attempt counts from its start, or one long outage would abort every later attempt at once.
    const verdict = judge(now, lastBeat, attemptStarted === null ? now : Math.max(lastHeard, attemptStarted));
    lastBeat = now;
    if (verdict !== 'well') retry();
  }

  function onReturn(): void {
    // A page in the background is throttled, not cut off: what was heard lately is still true.
    const mayBeStale = Date.now() - lastHeard > TICK_MS + WATCH_INTERVAL_MS || watched.connection().state !== 'live';
    if (document.visibilityState === 'visible' && mayBeStale) retry();
  }

  const timer = setInterval(beat, WATCH_INTERVAL_MS);
  window.addEventListener('online', retry);
  window.addEventListener('pageshow', onReturn);
  document.addEventListener('visibilitychange', onReturn);
  void run();

  return {
    retry,
    lastSign: () => Math.max(lastHeard, lastTried),
    stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(grace);
      window.removeEventListener('online', retry);
      window.removeEventListener('pageshow', onReturn);
      document.removeEventListener('visibilitychange', onReturn);
      attempt.abort();
      wake();
    },
  };
}
