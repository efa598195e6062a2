import { isWanted, toUnseen } from '../../shared/alerts.ts';
import type { Card } from '../../shared/check-in.ts';
import type { Say } from '../../shared/i18n/say.ts';
import { heardSince, isLateArrival } from '../../shared/late-arrivals.ts';
import { RingBell } from '../../shared/ring-bell.ts';
import { endOfHours } from '../../shared/time-of-day.ts';
import { isReadOnly, shownLane, timeZoneOf } from '../board/board-state.ts';
import type { BoardNews, BoardStore } from '../board/board-store.ts';
import { muteOfThisBrowser } from './browser-mute.ts';
import { BrowserNotifier, type NotificationPermit, permitNow } from './browser-notifications.ts';
import { createBrowserSound } from './browser-sound.ts';
import { turnOfThisTab } from './ring-turn.ts';
import { trustIn } from './trust.ts';

/** How the ring of a browser stands. */
export interface BrowserRingState {
  /** Until when it is silenced in this browser, in ms since 1970. */
  readonly mutedUntil: number | null;
  /** True while check-ins wait for which it rings, whether or not it is silenced at this moment. */
  readonly ringing: boolean;
  /** Whether the browser wants a click before it plays; null before it has been asked. */
  readonly blocked: boolean | null;
  readonly notifications: NotificationPermit;
}

/** What rings and notifies in a browser; in the desktop app main does, and there is none of this. */
export interface BrowserRing {
  getState(): BrowserRingState;
  subscribe(listener: () => void): () => void;
  /** Silences the ring of this browser for so many minutes; 0 ends it. */
  mute(count: number): void;
  /** Lets it ring from now on, and lets somebody hear it; for a click. False when the browser still refuses. */
  test(): Promise<boolean>;
  /** Asks whoever sits there whether notifications may be shown; for a click. */
  askForNotifications(): Promise<void>;
}

/** At the end of a press: what goes once it may ring would move the page away under the finger. */
const GESTURES = ['pointerup', 'keydown'] as const;
/** As loud as a ring is when somebody only tries it. */
const TEST_VOLUME = 0.55;

function secretMissingSince(store: BoardStore): number[] {
  const since = store.getState().status?.data.needsSecretSince ?? null;
  return since === null ? [] : [Date.parse(since)];
}

/** Rings until seen and notifies, by the shop's settings and what the board knows, from now until the page is gone. */
export function startBrowserRing(
  store: BoardStore,
  say: Say,
  openCheckIn: (id: string) => void,
  rang: (ids: string[]) => void,
): BrowserRing {
  const sound = createBrowserSound();
  const turn = turnOfThisTab();
  const listeners = new Set<() => void>();
  /** When this page heard of each unseen check-in, by its own clock, which may be another than the station's. */
  const heard = new Map<string, { at: number; isLate: boolean }>();
  const mute = muteOfThisBrowser(() => look());
  const isTrusted = trustIn(store, () => look());
  let state: BrowserRingState = {
    mutedUntil: mute.until,
    ringing: false,
    blocked: null,
    notifications: permitNow(),
  };

  const alerts = () => (isReadOnly(store.getState()) ? null : (store.getState().settings?.alerts ?? null));
  const bell = new RingBell({
    now: Date.now,
    play: (volume) => void ring(volume),
    state() {
      const wanted = alerts();
      if (wanted === null || !wanted.ring || !isTrusted()) return null;
      return {
        // A restored station that can accept nothing must not go unnoticed either.
        waiting: [...wantedCards().map(heardAt), ...secretMissingSince(store)],
        mutedUntil: mute.end,
        quietHours: wanted.quietHours,
        timeZone: timeZoneOf(store.getState()),
      };
    },
  });
  const notifier = new BrowserNotifier({ say, openCheckIn, showsPlate: () => alerts()?.plate ?? false });

  async function ring(volume: number): Promise<void> {
    // A tab that the browser keeps silent takes no turn from one that is heard.
    if (state.blocked !== false) await allow();
    if (state.blocked !== false || !(await turn.take())) return;
    const wasHeard = await sound.ring(volume);
    if (wasHeard) rang(wantedCards().map(({ id }) => id));
    else turn.pass();
    show({ blocked: !wasHeard });
  }

  function show(change: Partial<BrowserRingState>): void {
    const next = { ...state, ...change };
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    for (const listener of [...listeners]) listener();
  }

  /** The check-ins that nobody has seen, and of which the shop wants to be told; whatever a filter hides. */
  function wantedCards(): readonly Card[] {
    const wanted = alerts();
    return wanted === null ? [] : unseen().filter((card) => isWanted(card, wanted));
  }

  function unseen(): Card[] {
    const board = store.getState();
    return board.columns.new.filter(({ id }) => shownLane(board, id) === 'new');
  }

  /** Never later than now: a clock that was set back would keep the ring silent until it has caught up. */
  function heardAt(card: Card): number {
    const { at, isLate } = heard.get(card.id) ?? begun(card);
    const notLater = Math.min(at, Date.now());
    heard.set(card.id, { at: notLater, isLate });
    return notLater;
  }

  function begun(card: Card): { at: number; isLate: boolean } {
    const isLate = isLateArrival(card);
    const lateHeard = [...heard.values()].filter((one) => one.isLate).map(({ at }) => at);
    return { at: heardSince(isLate, Date.now(), lateHeard), isLate };
  }

  function look(): void {
    const cards = unseen();
    const there = new Set(cards.map(({ id }) => id));
    cards.forEach(heardAt);
    for (const id of heard.keys()) {
      if (there.has(id)) continue;
      heard.delete(id);
      notifier.seen(id);
    }
    bell.update();
    const ringing = (alerts()?.ring ?? false) && isTrusted() && wantedCards().length > 0;
    show({ mutedUntil: mute.until, ringing });
  }

  function announce({ arrived, redLights, reports }: BoardNews): void {
    const wanted = alerts();
    if (wanted === null) return;
    const { quietHours } = wanted;
    if (quietHours !== null && endOfHours(Date.now(), quietHours, timeZoneOf(store.getState())) !== null) return;
    notifier.announce(arrived.filter((card) => isWanted(card, wanted)).map(toUnseen));
    if (wanted.kinds.lights) for (const news of redLights) notifier.announceRedLights(news);
    if (store.getState().settings?.reports.tells === true) for (const news of reports) notifier.announceReport(news);
  }

  async function allow(): Promise<void> {
    const isAllowed = await sound.allow();
    show({ blocked: !isAllowed });
    if (isAllowed) for (const gesture of GESTURES) window.removeEventListener(gesture, onGesture, true);
  }
  const onGesture = (): void => void allow();

  // Events drive it as well as timers, which browsers slow down in a tab that nobody looks at; a tick comes every 5 s.
  store.onEvent((_event, news) => {
    look();
    announce(news);
  });
  store.subscribe(look);
  for (const gesture of GESTURES) window.addEventListener(gesture, onGesture, true);
  document.addEventListener('visibilitychange', () => show({ notifications: permitNow() }));
  // The first cards may have come before there was anybody to ring for them.
  look();
  void allow();

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    mute: (count) => mute.set(count),
    async test() {
      const wasHeard = await sound.ring(TEST_VOLUME);
      show({ blocked: !wasHeard });
      return wasHeard;
    },
    async askForNotifications() {
      await Notification.requestPermission();
      show({ notifications: permitNow() });
    },
  };
}
