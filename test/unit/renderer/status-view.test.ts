import { describe, expect, it } from 'vitest';
import { statusView } from '../../../renderer/ui/status-view.ts';
import { Obstacle } from '../../../shared/contract.ts';
import { status } from './factories.ts';

describe('the status light', () => {
  it('says listening only of a station that is connected and accepts', () => {
    expect(statusView({ state: 'live' }, status())).toMatchObject({
      tone: 'good',
      word: 'status.listening',
      remedy: null,
    });
    expect(statusView({ state: 'disconnected', since: 0 }, status()).tone).toBe('red');
    expect(statusView({ state: 'not-allowed' }, status()).tone).toBe('red');
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
    expect(statusView({ state: 'live' }, status(), starting).word).toBe('status.listening');
    expect(statusView({ state: 'disconnected', since: 0 }, status(), { state: 'running' }).tone).toBe('red');
  });
});
