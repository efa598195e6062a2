import { Mute } from '../../shared/mute.ts';
import { recall, remember } from '../ui/memory.ts';

const KEY = 'forecourt.muted-until';

/** The silence that somebody has asked for in this browser: all its tabs keep it, and a reload. */
export function muteOfThisBrowser(changed: () => void): Mute {
  const mute = new Mute({
    now: () => Date.now(),
    recall() {
      const end = Number(recall(KEY) || Number.NaN);
      return Number.isNaN(end) ? null : end;
    },
    remember: (end) => remember(KEY, String(end)),
    changed,
  });
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) mute.remembered();
  });
  return mute;
}
