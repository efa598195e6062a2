/** How long to wait before each try to start the station again, in ms; the last holds for all that follow. */
const DELAYS_MS = [250, 500, 1_000, 3_000, 10_000, 30_000, 60_000] as const;
/** So many failures in a row are worth telling a person. */
const TELL_AFTER = 4;
/** A station that ran for this long, in ms, was well: what happens then is a first failure again. */
const WELL_AFTER_MS = 60_000;

/** One end of the station that nobody asked for. */
export type Failure = {
  /** How long it had been ready, in ms; null when it never was. */
  ranMs: number | null;
  /** Failures in a row before this one. */
  before: number;
  /** It said itself that it cannot start: trying at once would say the same. */
  saidWhy: boolean;
};

/** What to do after a failure. */
export type RestartPlan = {
  /** Failures in a row, this one included; one that said why counts as many as a person is told of. */
  failures: number;
  afterMs: number;
  /** True when a person must be told: it does not come right by itself, or nothing is received for too long. */
  tell: boolean;
};

/**
 * When to start the station again. It never gives up for good, since nothing is received without it: a full disk may get
 * room, a port may become free. But a person is told, at once where the station itself said what is wrong.
 */
export function planRestart({ ranMs, before, saidWhy }: Failure): RestartPlan {
  const inARow = ranMs !== null && ranMs >= WELL_AFTER_MS ? 1 : before + 1;
  const failures = saidWhy ? Math.max(inARow, TELL_AFTER) : inARow;
  const afterMs = DELAYS_MS[failures - 1] ?? DELAYS_MS[DELAYS_MS.length - 1] ?? 0;
  return { failures, tell: failures >= TELL_AFTER, afterMs };
}
