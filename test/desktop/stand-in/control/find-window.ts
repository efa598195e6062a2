import { setTimeout } from 'node:timers/promises';
import type { StandInWindow } from '../window/browser-window.ts';
import { windows } from '../window/window-list.ts';

/** Which window a test means: the main one, that of the ring, by its id, or by a part of its address. */
export type Which = 'main' | 'ring' | number | (string & {});

const THERE_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 10;

/** That window as soon as it is there: an app opens its windows a moment after its start. */
export async function windowWhenThere(which?: Which): Promise<StandInWindow> {
  const until = performance.now() + THERE_WITHIN_MS;
  for (;;) {
    try {
      return findWindow(which);
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** That window; the first that fits. */
export function findWindow(which: Which = 'main'): StandInWindow {
  const fits = (window: StandInWindow): boolean => {
    if (typeof which === 'number') return window.id === which;
    const url = window.contents.getURL();
    return which === 'main'
      ? !url.includes('ring') && window.options.webPreferences?.preload !== undefined
      : url.includes(which);
  };
  const found = [...windows].find(fits) ?? (which === 'main' ? [...windows][0] : undefined);
  if (found === undefined) throw new Error(`there is no window ${which}`);
  return found;
}
