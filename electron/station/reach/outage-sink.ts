/** Why the public could not reach this PC. */
export const CAUSES = ['port', 'tunnel', 'probe'] as const;
export type ReachCause = (typeof CAUSES)[number];

/** Hears of times in which AutoX3 could not reach this PC, in ms since 1970; one that has begun or ended already does so no more. */
export type OutageSink = {
  began: (cause: ReachCause, atMs: number) => void;
  ended: (cause: ReachCause, atMs: number) => void;
};
