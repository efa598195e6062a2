import { useClockText } from './clock.ts';

/** What is left, in ms, as minutes and seconds: `4:32`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What is left until a moment in ms since 1970, counting down; null when it has come, or there is none. */
export function useCountdown(until: number | null): string | null {
  const left = useClockText((now) => (until === null || until <= now ? '' : countdown(until - now)));
  return left === '' ? null : left;
}
