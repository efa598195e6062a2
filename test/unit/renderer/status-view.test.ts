import { describe, expect, it } from 'vitest';
import { statusView } from '../../../renderer/ui/status-view.ts';
import { Obstacle } from '../../../shared/contract.ts';
import { ReachProblem } from '../../../shared/reach.ts';
import { reach, status } from './factories.ts';

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
