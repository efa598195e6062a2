/** Why the public could not reach this PC. */
export type ReachCause = 'port' | 'tunnel' | 'probe';

/** Hears of times in which AutoX3 could not reach this PC, in ms since 1970; a cause that began already begins no more. */
export type OutageSink = {
  began: (cause: ReachCause, atMs: number) => void;
  ended: (cause: ReachCause, atMs: number) => void;
};
