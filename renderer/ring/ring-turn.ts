/** How long, in ms, whoever rang last keeps the turn: longer than the longest pause between two rings. */
const KEPT_MS = 25_000;
/** How long, in ms, to listen for another tab that rings at the same moment. */
const LISTEN_MS = 150;

/** What tabs say to each other: that one rings now, or that it can ring no more. */
type Said = { type: 'rings' | 'passes'; tab: number; isSettled: boolean };

/** Whose turn it is to ring, among the tabs of one browser: they share its speakers. */
export interface RingTurn {
  /** Whether this tab is to ring now, which it then must do; false while another one does. */
  take(): Promise<boolean>;
  /** Leaves the turn to others: this tab could not be heard. */
  pass(): void;
}

/**
 * Takes turns over a channel between the tabs. A lock of the browser would do with less, but only on https, and a tab that
 * the system has put to sleep would keep it: here a tab is silent only while another one says that it rings.
 * `now` is a clock in ms that nobody sets.
 */
export function takeTurns(
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>,
  now: () => number,
): RingTurn {
  const tab = Math.random();
  /** When this tab, and the one that has the turn, rang last. */
  let own = Number.NEGATIVE_INFINITY;
  let other = { tab: 0, at: Number.NEGATIVE_INFINITY };
  /** Whether nobody objected when this tab took its turn. */
  let isSettled = false;
  const isOwn = (): boolean => now() - own < KEPT_MS;
  const isOther = (): boolean => now() - other.at < KEPT_MS;
  const say = (type: Said['type']): void => channel.postMessage({ type, tab, isSettled } satisfies Said);

  /** Of two tabs the one that has the turn keeps it; of two that begin at once, the one with the lower number. */
  function goesBefore(said: Said): boolean {
    return isOwn() && (isSettled === said.isSettled ? tab < said.tab : isSettled);
  }

  channel.addEventListener('message', ({ data: said }: MessageEvent<Said>) => {
    switch (said.type) {
      case 'rings':
        if (goesBefore(said)) {
          // It may have been opened since this tab rang last.
          if (isSettled) say('rings');
          return;
        }
        own = Number.NEGATIVE_INFINITY;
        other = { tab: said.tab, at: now() };
        return;
      case 'passes':
        if (said.tab === other.tab) other = { tab: 0, at: Number.NEGATIVE_INFINITY };
    }
  });

  return {
    async take() {
      if (isOther()) return false;
      isSettled &&= isOwn();
      own = now();
      say('rings');
      if (!isSettled) await new Promise((resolve) => setTimeout(resolve, LISTEN_MS));
      isSettled = isOwn();
      return isSettled;
    },
    pass() {
      if (!isOwn()) return;
      own = Number.NEGATIVE_INFINITY;
      say('passes');
    },
  };
}

/** For a browser without channels between its tabs, each of them rings. */
const ALONE: RingTurn = { take: async () => true, pass() {} };

/** The turns of this page among the tabs of its browser; it passes its own when it is closed. */
export function turnOfThisTab(): RingTurn {
  if (!('BroadcastChannel' in window)) return ALONE;
  const turn = takeTurns(new BroadcastChannel('forecourt-ring'), () => performance.now());
  window.addEventListener('pagehide', () => turn.pass());
  return turn;
}
