import { expect, test } from 'vitest';
import { type InstallMoment, type InstallWait, planInstall } from '../../../electron/policy/update-time.ts';

/** On the wall clock of whatever zone the test runs in. */
const at = (time: string, day = 10): number =>
  new Date(2026, 2, day, Number(time.slice(0, 2)), Number(time.slice(3))).getTime();

/** The shop closed at eight, and everything is seen. */
const CLOSED: InstallMoment = {
  now: at('20:00'),
  version: '1.2.0',
  time: { when: 'at', time: '20:00' },
  unseen: 0,
  lastAttempt: null,
  needsPassword: false,
};
const tried = (version: string, when: number): Partial<InstallMoment> => ({ lastAttempt: { version, at: when } });
const MIDNIGHT: Partial<InstallMoment> = { time: { when: 'at', time: '23:30' } };

test.each<[string, Partial<InstallMoment>]>([
  ['at the set time', {}],
  ['some time after it, when the last check-in has been seen', { now: at('21:40') }],
  ['until three hours after it', { now: at('22:59') }],
  ['at a set time before midnight', { ...MIDNIGHT, now: at('23:30') }],
  ['after midnight, when the set time lies before it', { ...MIDNIGHT, now: at('02:29', 11) }],
  ['at midnight itself', { time: { when: 'at', time: '00:00' }, now: at('00:00') }],
  ['the day after a try that failed', tried('1.2.0', at('20:01', 9))],
  ['an hour after an older version was tried', tried('1.1.9', at('19:00'))],
  ['when the last try seems to lie far in the future, because the clock was set back', tried('1.2.0', at('20:00', 20))],
])('an update is installed %s', (_, change) => {
  expect(planInstall({ ...CLOSED, ...change })).toBe('install');
});

test.each<[string, Partial<InstallMoment>, InstallWait]>([
  ['a minute before the set time', { now: at('19:59') }, 'not-yet'],
  ['three hours after it', { now: at('23:00') }, 'not-yet'],
  ['in the morning', { now: at('08:00') }, 'not-yet'],
  ['in the morning, when the set time lies before midnight', { ...MIDNIGHT, now: at('02:30') }, 'not-yet'],
  ['while a check-in is unseen', { unseen: 1 }, 'unseen'],
  ['until somebody asks, where the shop wants it so', { time: { when: 'asked' } }, 'asked-only'],
  ['for a person, where the system asks for a password', { needsPassword: true }, 'needs-password'],
  ['after a try of the same version in the same night', tried('1.2.0', at('20:01')), 'tried'],
  ['after a try that seems to lie a little in the future', { ...tried('1.2.0', at('20:30')) }, 'tried'],
])('an update waits %s', (_, change, wait) => {
  expect(planInstall({ ...CLOSED, ...change })).toEqual({ wait });
});
