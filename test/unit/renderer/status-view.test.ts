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
});
