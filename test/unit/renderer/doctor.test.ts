import { expect, test } from 'vitest';
import { pageChecks } from '../../../renderer/reception/doctor/page-checks.ts';
import type { DoctorCheck } from '../../../shared/doctor.ts';

const WELL = { mutedUntil: null, ringing: false, blocked: false, notifications: 'on' } as const;
const OFF = { notifications: { state: 'off', why: 'refused' }, login: 'off' } as const;

const said = (checks: DoctorCheck[]) => checks.map(({ what, state, act }) => [what, state, act]);

test.each<[Parameters<typeof pageChecks>[0], ReturnType<typeof said>]>([
  [
    { browser: WELL },
    [
      ['notifications-on', 'ok', null],
      ['sound-on', 'ok', null],
    ],
  ],
  [
    { browser: { ...WELL, blocked: true, notifications: 'plain-http' } },
    [
      ['notifications-off', 'warning', 'this-browser'],
      ['sound-blocked', 'warning', 'this-browser'],
    ],
  ],
  [
    { browser: { ...WELL, blocked: null } },
    [
      ['notifications-on', 'ok', null],
      ['sound-unknown', 'unknown', 'this-browser'],
    ],
  ],
  [
    { desktop: OFF },
    [
      ['notifications-off', 'warning', 'this-pc'],
      ['sound-unknown', 'unknown', 'this-pc'],
      ['login-off', 'warning', 'this-pc'],
    ],
  ],
  [
    { desktop: { notifications: { state: 'on' }, login: 'on' } },
    [
      ['notifications-on', 'ok', null],
      ['sound-unknown', 'unknown', 'this-pc'],
      ['login-on', 'ok', null],
    ],
  ],
])('of the page around it the Doctor hears, from %j, what only that knows', (around, checks) => {
  expect(said(pageChecks(around))).toEqual(checks);
});
