/** A span of time in the unit that a person at the desk thinks in. */
export type AgeParts =
  | { kind: 'clock'; text: string }
  | { kind: 'minutes'; minutes: number }
  | { kind: 'hours'; hours: number; minutes: string }
  | { kind: 'days'; days: number; hours: number };

const CLOCK_UNTIL_S = 5 * 60;
const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** An age in ms as `2:41`, then minutes, hours and days. A start in the future, by a clock that is off, counts as now. */
export function ageParts(ms: number): AgeParts {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < CLOCK_UNTIL_S) return { kind: 'clock', text: `${minutes}:${twoDigits(seconds % 60)}` };
  if (hours < 1) return { kind: 'minutes', minutes };
  if (hours < 24) return { kind: 'hours', hours, minutes: twoDigits(minutes % 60) };
  return { kind: 'days', days: Math.floor(hours / 24), hours: hours % 24 };
}
