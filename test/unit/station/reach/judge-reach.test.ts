import { describe, expect, test } from 'vitest';
import { judgeReach, type Known } from '../../../../electron/station/reach/judge-reach.ts';
import { OFF, type Standing } from '../../../../electron/station/reach/supervisor.ts';
import type { Beat } from '../../../../electron/station/store/blind-store.ts';

const NOW = Date.parse('2026-03-03T12:00:00Z');
const AN_HOUR_AGO = NOW - 3_600_000;
/** A moment by a clock that was not touched since; the PC was started two hours ago. */
const at = (moment: number): Beat => ({ at: moment, sinceBoot: moment - NOW + 7_200_000 });
const ADDRESS = 'https://shop.example.com';
const UP: Standing = { ...OFF, state: 'up', address: ADDRESS, isRunning: true };

const judge = (known: Partial<Known>) =>
  judgeReach({
    way: 'cloudflared',
    relay: { state: 'off', isAwaited: false },
    standing: UP,
    given: ADDRESS,
    isProven: true,
    probe: null,
    provenAt: at(NOW - 200_000),
    startedAt: at(AN_HOUR_AGO),
    now: at(NOW),
    ...known,
  });
const lost: Standing = { ...UP, state: 'retrying', problem: 'tunnel-lost', address: null };

describe('what is said of the way from outside', () => {
  test('is receiving only of a way that is up, proven, and the one that AutoX3 knows', () => {
    expect(judge({})).toEqual({ light: 'receiving', problem: null, outages: {} });
    const lacks: Partial<Known>[] = [
      { isProven: false },
      { standing: lost },
      { standing: { ...OFF, state: 'starting' } },
      { probe: 'timeout' },
      { given: 'https://old.example.com' },
    ];
    for (const lack of lacks) expect(judge(lack).light).toBe('blind');
  });

  test('is local only without any way before AutoX3 was given one, and then blind since the last proof: it may go on sending', () => {
    expect(judge({ way: 'none', given: null })).toEqual({ light: 'local-only', problem: null, outages: {} });
    expect(judge({ way: 'none' })).toEqual({ light: 'blind', problem: 'no-way', outages: { tunnel: NOW - 200_000 } });
  });

  test('is receiving without any way where a relay is connected, which says nothing of a way that AutoX3 was given', () => {
    const relay = { state: 'connected', isAwaited: false } as const;
    expect(judge({ way: 'none', relay })).toEqual({ light: 'receiving', problem: null, outages: {} });
    expect(judge({ relay, probe: 'timeout' })).toMatchObject({ light: 'blind' });
  });

  test('is no matter of a relay by which nothing has come yet, and without any way none of one that is only not reached', () => {
    const awaited = { state: 'connected', isAwaited: true } as const;
    expect(judge({ way: 'none', relay: awaited })).toMatchObject({ light: 'blind', problem: 'no-way' });
    expect(judge({ way: 'none', relay: awaited, given: null })).toMatchObject({ light: 'receiving' });
    const away = { state: 'connecting', isAwaited: false } as const;
    expect(judge({ way: 'none', relay: away })).toEqual({ light: 'local-only', problem: null, outages: {} });
  });

  test('raises no alarm while it is being set up: AutoX3 has no address to send to before one is proven', () => {
    const settingUp = { given: null, isProven: false, provenAt: null };
    const noToken = judge({ ...settingUp, standing: { ...OFF, state: 'failed', problem: 'no-token' } });
    expect(noToken).toEqual({ light: 'local-only', problem: 'no-token', outages: {} });
    expect(judge({ ...settingUp, probe: 'refused' })).toMatchObject({ light: 'local-only', outages: {} });
    expect(judge({ given: null }).light).not.toBe('blind');
  });

  test('counts a probe that fails from the last proof, or else from the start', () => {
    expect(judge({ probe: 'timeout' }).outages).toEqual({ probe: NOW - 200_000 });
    expect(judge({ probe: 'timeout', provenAt: null }).outages).toEqual({ probe: AN_HOUR_AGO });
  });

  test('counts a tunnel that says that it is lost from when it could have noticed, and not before the last proof', () => {
    expect(judge({ standing: lost }).outages).toEqual({ tunnel: NOW - 30_000 });
    expect(judge({ standing: lost, provenAt: at(NOW - 2_000) }).outages).toEqual({ tunnel: NOW - 2_000 });
  });

  test('counts by the clock as it is now where that was set back since the last proof, or the start', () => {
    const ahead = (moment: number): Beat => ({ ...at(moment), at: moment + 8 * 3_600_000 });
    const provenAt = ahead(NOW - 200_000);
    expect(judge({ standing: lost, provenAt }).outages).toEqual({ tunnel: NOW - 30_000 });
    expect(judge({ probe: 'timeout', provenAt }).outages).toEqual({ probe: NOW - 200_000 });
    const neverProven = { provenAt: null, startedAt: ahead(AN_HOUR_AGO) };
    expect(judge({ probe: 'timeout', ...neverProven }).outages).toEqual({ probe: AN_HOUR_AGO });
  });

  test.each(['port-taken', 'port-not-allowed'] as const)('names the port for %s', (problem) => {
    expect(Object.keys(judge({ standing: { ...lost, problem } }).outages)).toEqual(['port']);
  });

  test('doubts the word of a tunnel that is up while nothing arrives, and of a proxy says what was seen', () => {
    expect(judge({ probe: 'timeout' }).problem).toBe('nothing-arrives');
    expect(judge({ probe: 'timeout', way: 'own-address' }).problem).toBe('timeout');
    expect(judge({ probe: 'arrived-not-answered' }).problem).toBe('arrived-not-answered');
  });
});
