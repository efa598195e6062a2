import { describe, expect, it } from 'vitest';
import { isByRelayAlone, isJoining, statusView } from '../../../renderer/ui/status-view.ts';
import { Obstacle, type Status } from '../../../shared/contract.ts';
import { ReachProblem } from '../../../shared/reach.ts';
import { reach, relay, status } from './factories.ts';

describe('the status light', () => {
  const receiving = status({ reach: reach({ light: 'receiving', way: 'ngrok', state: 'up' }) });

  it('says receiving only of a station that is connected, accepts and was seen to be reached', () => {
    expect(statusView({ state: 'live' }, receiving)).toEqual({ tone: 'good', word: 'status.receiving', remedy: null });
    expect(statusView({ state: 'live' }, status())).toMatchObject({ tone: 'amber', word: 'status.local-only' });
    expect(statusView({ state: 'live' }, { ...receiving, obstacle: 'no-secret' }).tone).toBe('amber');
    expect(statusView({ state: 'disconnected', since: 0 }, status()).tone).toBe('red');
    expect(statusView({ state: 'not-allowed' }, status()).tone).toBe('red');
  });

  it.each(ReachProblem.options)('says since when it is blind, and what to do about %s', (problem) => {
    const since = '2026-03-03T12:03:00.000Z';
    const view = statusView(
      { state: 'live' },
      status({ reach: reach({ light: 'blind', way: 'ngrok', problem, since }) }),
    );
    expect(view).toEqual({ tone: 'red', word: 'status.blind', remedy: `reach.problem.${problem}`, since });
  });

  it('raises no alarm while a way is only just being tried', () => {
    const trying = reach({ light: 'blind', way: 'ngrok', state: 'starting', since: '2026-03-03T12:03:00.000Z' });
    expect(statusView({ state: 'live' }, status({ reach: trying }))).toMatchObject({
      tone: 'quiet',
      word: 'status.checking',
    });
  });

  describe('of a desk that has joined a relay', () => {
    const since = '2026-03-03T12:03:00.000Z';
    const view = (over: Parameters<typeof relay>[0], isOnlyJoining = false, rest: Partial<Status> = {}) =>
      statusView({ state: 'live' }, status({ relay: relay({ since, ...over }), ...rest }), null, isOnlyJoining);

    it('says receiving while it is connected, whether or not a way leads to this PC', () => {
      const receives = { tone: 'good', word: 'status.receiving', remedy: null };
      expect(view({ state: 'connected' })).toEqual(receives);
      const blind = reach({ light: 'blind', way: 'ngrok', problem: 'timeout', since });
      expect(view({ state: 'connected' }, false, { reach: blind })).toEqual(receives);
    });

    it('says that AutoX3 cannot reach this PC where it still sends here, and nothing has come by the relay', () => {
      const cutOff = reach({ light: 'blind', way: 'ngrok', problem: 'timeout', since });
      const blind = { tone: 'red', word: 'status.blind', remedy: 'reach.problem.timeout', since };
      expect(view({ state: 'connected', isAwaited: true }, false, { reach: cutOff })).toEqual(blind);
      const receives = { tone: 'good', word: 'status.receiving', remedy: null };
      const open = reach({ light: 'receiving', way: 'ngrok' });
      expect(view({ state: 'connected', isAwaited: true }, false, { reach: open })).toEqual(receives);
      expect(view({ state: 'connected', isAwaited: true }, false, { reach: reach({ way: 'none' }) })).toEqual(receives);
      const noWay = reach({ light: 'blind', problem: 'no-way', since });
      expect(view({ state: 'connected', isAwaited: true }, false, { reach: noWay })).toMatchObject({
        word: 'status.blind',
      });
      expect(view({ state: 'connected' }, false, { reach: noWay })).toEqual(receives);
    });

    it('says calmly since when the relay is not reached, also where a way leads to this PC', () => {
      const away = { tone: 'amber', word: 'status.relay-away', remedy: 'relay.remedy.connecting', since };
      expect(view({ state: 'connecting' })).toEqual(away);
      const receives = reach({ light: 'receiving', way: 'ngrok', state: 'up' });
      expect(view({ state: 'connecting' }, false, { reach: receives })).toEqual(away);
    });

    it('does not say that the relay keeps check-ins while nobody knows whether it takes any', () => {
      expect(view({ state: 'connecting', isUnheard: true })).toEqual({
        ...{ tone: 'amber', word: 'status.relay-away', remedy: 'relay.remedy.unheard', since },
      });
    });

    it('raises no alarm while it only just connects', () => {
      expect(view({ state: 'connecting' }, true)).toEqual({
        ...{ tone: 'quiet', word: 'status.relay-connecting', remedy: null },
      });
    });

    it('is red where the relay gives nothing, and says what to do', () => {
      expect(view({ state: 'refused' })).toEqual({
        ...{ tone: 'red', word: 'status.relay-refused', remedy: 'relay.remedy.refused', since },
      });
      expect(view({ state: 'unknown-stream' })).toEqual({
        ...{ tone: 'red', word: 'status.relay-unknown', remedy: 'relay.remedy.unknown-stream', since },
      });
      expect(view({ state: 'shared' })).toEqual({
        ...{ tone: 'red', word: 'status.relay-shared', remedy: 'relay.remedy.shared', since },
      });
    });

    it('still says first what keeps a check-in from being stored', () => {
      const word = 'status.obstacle.storage-full';
      expect(view({ state: 'connected' }, false, { accepting: false, obstacle: 'storage-full' })).toMatchObject({
        word,
      });
    });

    it.each([
      ['connecting', 0, true],
      ['connecting', 14_999, true],
      ['connecting', 15_000, false],
      ['refused', 0, false],
      ['connected', 0, false],
    ] as const)('only just connects: %s for %i ms: %s', (state, ms, is) => {
      expect(isJoining(relay({ state, since }), Date.parse(since) + ms)).toBe(is);
    });

    it('needs no address of its own for AutoX3, unless a way leads to this PC as well', () => {
      expect(isByRelayAlone(status())).toBe(false);
      expect(isByRelayAlone(status({ relay: relay({ state: 'refused' }) }))).toBe(true);
      const reached = reach({ way: 'ngrok' });
      expect(isByRelayAlone(status({ relay: relay({ state: 'connected' }), reach: reached }))).toBe(false);
    });
  });

  it.each(Obstacle.options)('names the obstacle %s and its remedy', (obstacle) => {
    const view = statusView({ state: 'live' }, status({ accepting: false, obstacle }));
    expect(view).toMatchObject({ word: `status.obstacle.${obstacle}`, remedy: `obstacle.${obstacle}` });
    expect(view.tone).not.toBe('good');
  });

  it('says of a stopped station that it has stopped, although the page is still connected', () => {
    const restarting = statusView({ state: 'live' }, status(), { state: 'restarting', since: 0 });
    expect(restarting).toEqual({ tone: 'red', word: 'status.restarting', remedy: null });
    const failing = { state: 'failing', since: 0, said: null, nextTryAt: 0 } as const;
    expect(statusView({ state: 'live' }, status(), failing).word).toBe('status.failing');
    expect(statusView({ state: 'disconnected', since: 0 }, null, failing).word).toBe('status.failing');
  });

  it('says of one that works on its data before it receives that it does', () => {
    const working = { state: 'working', what: 'updating', since: 0 } as const;
    expect(statusView({ state: 'disconnected', since: 0 }, null, working)).toMatchObject({
      tone: 'red',
      word: 'status.working',
    });
  });

  it('is calm about a station that starts, and takes the word of one that answers', () => {
    const starting = { state: 'starting' } as const;
    expect(statusView({ state: 'disconnected', since: 0 }, null, starting)).toMatchObject({
      tone: 'quiet',
      word: 'status.starting',
    });
    expect(statusView({ state: 'live' }, receiving, starting).word).toBe('status.receiving');
    expect(statusView({ state: 'disconnected', since: 0 }, status(), { state: 'running' }).tone).toBe('red');
  });
});
