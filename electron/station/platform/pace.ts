import { untilAborted } from './until-aborted.ts';

/** How often the platform is asked. */
export type Pace = {
  /** Does the work when nothing else is asked. */
  turn: <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;
  /** Waits until the next question may go out. */
  ready: (signal: AbortSignal) => Promise<void>;
};

/** One call at a time, and its questions at least so many ms apart: AutoX3 says nothing of a limit, so we keep far from any. */
export function steadyPace(
  everyMs: number,
  { elapsed, wait }: { elapsed: () => number; wait: (ms: number, signal: AbortSignal) => Promise<void> },
): Pace {
  let last: Promise<unknown> = Promise.resolve();
  let next = Number.NEGATIVE_INFINITY;
  return {
    turn(work, signal) {
      const mine = last.then(() => {
        signal.throwIfAborted();
        return work();
      });
      last = mine.catch(() => {});
      return untilAborted(mine, signal);
    },
    async ready(signal) {
      const pause = Math.max(0, next - elapsed());
      next = elapsed() + pause + everyMs;
      if (pause > 0) await wait(pause, signal);
    },
  };
}
