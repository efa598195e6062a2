import { preventable } from '../preventable.ts';
import type { StandInFrame } from './web-frame.ts';

/** Emits one of the navigation events that may be prevented, with its arguments old and new; whether it was let. */
export function allowed(
  emit: (name: string, ...args: unknown[]) => void,
  name: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
  url: string,
  frame: StandInFrame | null,
  isMainFrame: boolean,
): boolean {
  const event = preventable({
    url,
    isSameDocument: false,
    isMainFrame,
    frame: frame?.offered ?? null,
    initiator: frame?.offered ?? null,
  } satisfies Electron.WebContentsWillNavigateEventParams);
  // Older listeners take the address from the arguments: https://www.electronjs.org/docs/latest/api/web-contents
  emit(name, event, url, false, isMainFrame, 1, frame?.routingId ?? 0);
  return !event.defaultPrevented;
}
