import type { UpdateTime } from '../../shared/desktop-settings.ts';
import { minutesOf } from '../../shared/time-of-day.ts';

/** For so long after the set time, in minutes, an update may still begin: until then a late check-in has been seen. */
const WINDOW_MINUTES = 180;
/** An update that did not come off is not tried again by itself before so much time has passed, in ms. */
const REST_MS = 20 * 60 * 60_000;
const DAY_MINUTES = 24 * 60;

/** The last try to install: of which version, and when, in ms since 1970. It outlives the restart that it causes. */
export type InstallAttempt = { version: string; at: number };

/** All that decides whether a downloaded update is installed now. */
export type InstallMoment = {
  /** In ms since 1970; the wall clock of this PC counts. */
  now: number;
  version: string;
  time: UpdateTime;
  /** Check-ins that nobody has seen. */
  unseen: number;
  lastAttempt: InstallAttempt | null;
  /** The system asks for a password to install: nobody may be there to give it. */
  needsPassword: boolean;
};

/** Why an update waits. */
export type InstallWait = 'asked-only' | 'needs-password' | 'not-yet' | 'unseen' | 'tried';

/** Whether to install by itself. A restart takes less than the 126 s of AutoX3, but it silences the ring. */
export function planInstall(moment: InstallMoment): 'install' | { wait: InstallWait } {
  const { now, version, time, unseen, lastAttempt, needsPassword } = moment;
  if (time.when === 'asked') return { wait: 'asked-only' };
  if (needsPassword) return { wait: 'needs-password' };
  const clock = new Date(now);
  const since = (clock.getHours() * 60 + clock.getMinutes() - minutesOf(time.time) + DAY_MINUTES) % DAY_MINUTES;
  if (since >= WINDOW_MINUTES) return { wait: 'not-yet' };
  if (unseen > 0) return { wait: 'unseen' };
  // A clock that was set back must not hold the update up for longer than the rest itself.
  const rested = lastAttempt === null || Math.abs(now - lastAttempt.at) >= REST_MS;
  return rested || lastAttempt.version !== version ? 'install' : { wait: 'tried' };
}
