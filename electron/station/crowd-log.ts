import type { Logger } from 'pino';

const TOLD_EVERY_MS = 60_000;

/**
 * Answers what to call for each connection that a limit has ended: it says so in the log, at most once a minute, since an attack
 * makes thousands. `elapsed` is ms on a monotonic clock.
 */
export function crowdLog(log: Pick<Logger, 'warn'>, elapsed: () => number): () => void {
  let count = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    count += 1;
    if (elapsed() - toldAt < TOLD_EVERY_MS) return;
    log.warn(
      { connections: count },
      'more connections came than are held at once: the oldest without a genuine message were ended',
    );
    toldAt = elapsed();
    count = 0;
  };
}
