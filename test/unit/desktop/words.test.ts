import { describe, expect, test } from 'vitest';
import { DeskWatch } from '../../../electron/desktop/desk.ts';
import { shellView, statusLine, unseenLine } from '../../../electron/desktop/shell-view.ts';
import { createWords } from '../../../electron/desktop/words.ts';
import { DEFAULT_ALERTS } from '../../../shared/alerts.ts';
import type { StationState } from '../../../shared/desktop.ts';

describe('the words of the desktop app', () => {
  test('are English until a language is chosen, and then of that language at once', () => {
    const words = createWords();
    expect(words.say('shell.quit')).toBe('Quit Forecourt');
    words.choose('zh-CN', ['en-GB']);
    expect(words.say('shell.quit')).toMatch(/\p{Script=Han}/u);
    words.choose('en', ['zh-CN']);
    expect(words.say('shell.quit')).toBe('Quit Forecourt');
  });

  test.each([
    [['zh-Hans-CN', 'en-US'], /\p{Script=Han}/u],
    [['fr-FR', 'zh-TW'], /\p{Script=Han}/u],
    [['fr-FR', 'en-GB', 'zh-CN'], /^Quit Forecourt$/],
    [['de-DE'], /^Quit Forecourt$/],
    [[], /^Quit Forecourt$/],
  ])('are of the system’s own languages when none is chosen: %j', (system, expected) => {
    const words = createWords();
    words.choose('auto', system);
    expect(words.say('shell.quit')).toMatch(expected);
  });

  test('count, one as one', () => {
    const { say } = createWords();
    expect(say('shell.unseen', { count: 1 })).toBe('1 check-in not seen yet');
    expect(say('shell.unseen', { count: 1_000 })).toBe('1000 check-ins not seen yet');
  });

  test('of two are apart: one may speak another language', () => {
    const one = createWords();
    const other = createWords();
    one.choose('zh-CN', []);
    expect(other.say('shell.quit')).toBe('Quit Forecourt');
  });

  test.each(['$t(shell.quit)', '{{count}}', '<b>&amp;</b>', 'a:b.c', '$t(shell.quit, {"count": 1})', '__proto__'])(
    'leave %s in a text from a message as it is',
    (code) => {
      expect(createWords().say('light.code', { code })).toBe(`Light ${code}`);
    },
  );
});

describe('what tray and badge show', () => {
  const desk = { unseen: new Map(), count: 3, alerts: DEFAULT_ALERTS, obstacle: null, timeZone: 'Asia/Shanghai' };
  const { say } = createWords();
  const restarting: StationState = { state: 'restarting', since: 1 };

  test.each([
    ['a station that runs', { state: 'running' }, null, 'running', 'Listening for check-ins'],
    ['what keeps it from accepting', { state: 'running' }, 'no-secret', 'no-secret', /no app secret/],
    ['its own trouble first', restarting, 'no-secret', 'restarting', /started again/],
    ['a station that fails', { state: 'failing', since: 1, said: 'x', nextTryAt: 2 }, null, 'failing', /cannot run/],
    ['one at work', { state: 'working', what: 'updating', since: 1 }, null, 'working', /nothing is received yet/],
    ['a station that starts', { state: 'starting' }, 'storage-full', 'starting', 'Starting…'],
  ] as const)('is %s', (_what, station, obstacle, status, line) => {
    const view = shellView(station, { ...desk, obstacle }, null);
    expect(view).toEqual({ status, count: 3, mutedUntil: null });
    expect(statusLine(say, view)).toMatch(line);
    expect(unseenLine(say, view)).toBe('3 check-ins not seen yet');
  });

  test('is that AutoX3 cannot reach this PC, unless something else keeps it from accepting', () => {
    const blind = { ...desk, isBlind: true as const };
    expect(statusLine(say, shellView({ state: 'running' }, blind, null))).toMatch(/cannot reach this PC/);
    expect(shellView({ state: 'running' }, { ...blind, obstacle: 'no-secret' }, null).status).toBe('no-secret');
  });

  test('is not that it receives before the station has told whether anything keeps it from accepting', () => {
    const { obstacle: _untold, ...untold } = desk;
    expect(shellView({ state: 'running' }, untold, null).status).toBe('starting');
    expect(shellView({ state: 'running' }, new DeskWatch().desk, null).status).toBe('starting');
  });

  test('says so when all are seen', () => {
    expect(unseenLine(say, shellView(restarting, { ...desk, count: 0 }, null))).toBe('All check-ins seen');
  });

  test('is until when the ring is silenced, by the clock of the shop', () => {
    const until = Date.UTC(2026, 2, 3, 1, 5);
    expect(shellView(restarting, desk, until).mutedUntil).toBe('09:05');
    expect(shellView(restarting, { ...desk, timeZone: 'Europe/London' }, until).mutedUntil).toBe('01:05');
    expect(shellView(restarting, desk, Date.UTC(2026, 2, 3, 16)).mutedUntil).toBe('00:00');
  });
});
