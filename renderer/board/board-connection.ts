import { getEventMeta } from '@orpc/client';
import { TICK_MS } from '../../shared/contract.ts';
import { isForbidden, NotAllowedError, type StationClient } from '../station-client.ts';
import { lacksCards } from './board-state.ts';
import type { BoardStore } from './board-store.ts';
import { GRACE_MS, judge, NOT_ALLOWED_RETRY_MS, reconnectDelay, WATCH_INTERVAL_MS } from './reconnect.ts';

/** A board that is kept connected until it is stopped. */
export interface BoardConnection {
  /** Connects anew at once, whatever the present connection looks like. */
  retry(): void;
  stop(): void;
}

/** At most one fresh snapshot in this time, in ms, on the page's own wish. */
const RESYNC_INTERVAL_MS = 30_000;

/** A browser that was paired anew as a wall is known, but may not watch as a desk any more. */
function isLockedOut(error: unknown): boolean {
  return error instanceof NotAllowedError || isForbidden(error);
}

/** Keeps a board connected to the station: resumes after the last event, for ever, and at once when the page wakes. */
export function keepConnected(client: StationClient, store: BoardStore): BoardConnection {
  let stopped = false;
  let attempt = new AbortController();
  let wake = (): void => {};
  let failures = 0;
  let lastEventId: string | undefined;
  /** When the attempt under way began; null between attempts, when silence says nothing. */
  let attemptStarted: number | null = null;
  let lastHeard = Date.now();
  let lastBeat = Date.now();
  let lastResync = 0;
  let grace: ReturnType<typeof setTimeout> | undefined;

  function heard(): void {
    lastHeard = Date.now();
    failures = 0;
    clearTimeout(grace);
    grace = undefined;
    const { connection, status } = store.getState();
    if (connection.state !== 'live' && status !== null) show({ state: 'live' });
  }

  function show(connection: ReturnType<BoardStore['getState']>['connection']): void {
    store.dispatch({ type: 'connection', connection });
  }

  function lost(error: unknown): void {
    if (isLockedOut(error)) {
      clearTimeout(grace);
      grace = undefined;
      show({ state: 'not-allowed' });
      return;
    }
    if (store.getState().connection.state === 'disconnected' || grace !== undefined) return;
    grace = setTimeout(() => show({ state: 'disconnected', since: lastHeard }), GRACE_MS);
  }

  async function watchOnce(signal: AbortSignal): Promise<void> {
    const resume = lastEventId === undefined ? {} : { lastEventId };
    const events = await client.board.watch(undefined, { signal, ...resume });
    // The answer alone proves the connection: after resuming there may be nothing to say for a while.
    heard();
    for await (const event of events) {
      if (signal.aborted) return;
      lastEventId = getEventMeta(event)?.id ?? lastEventId;
      store.dispatch({ type: 'event', event });
      heard();
      if (lacksCards(store.getState()) && Date.now() - lastResync > RESYNC_INTERVAL_MS) {
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
    if (store.getState().connection.state === 'live') lost(undefined);
    attempt.abort();
    wake();
  }

  function beat(): void {
    const now = Date.now();
    // The silence of an attempt counts from its start, or one long outage would abort every later attempt at once.
    const verdict = judge(now, lastBeat, attemptStarted === null ? now : Math.max(lastHeard, attemptStarted));
    lastBeat = now;
    if (verdict !== 'well') retry();
  }

  function onReturn(): void {
    // A page in the background is throttled, not cut off: what was heard lately is still true.
    const mayBeStale =
      Date.now() - lastHeard > TICK_MS + WATCH_INTERVAL_MS || store.getState().connection.state !== 'live';
    if (document.visibilityState === 'visible' && mayBeStale) retry();
  }

  const timer = setInterval(beat, WATCH_INTERVAL_MS);
  window.addEventListener('online', retry);
  window.addEventListener('pageshow', onReturn);
  document.addEventListener('visibilitychange', onReturn);
  void run();

  return {
    retry,
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
