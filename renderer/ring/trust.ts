import { minutes } from '../../shared/time-of-day.ts';
import type { BoardStore } from '../board/board-store.ts';

/** How long, in ms, a page rings on for what it knew when it was cut off: somebody else may have seen it long since. */
const TRUSTED_MS = minutes(2);

/**
 * Follows whether what the board knows is still worth a ring: no longer once the page is not let in, or has been cut off
 * for a while; again when the station has told all that was missed. `changed` is told of each change.
 */
export function trustIn(store: BoardStore, changed: () => void): () => boolean {
  let isTrusted = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function turn(to: boolean): void {
    if (isTrusted === to) return;
    isTrusted = to;
    changed();
  }

  store.subscribe(() => {
    const { state } = store.getState().connection;
    if (state === 'disconnected') {
      timer ??= setTimeout(() => turn(false), TRUSTED_MS);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    if (state === 'not-allowed') turn(false);
  });
  // Not with the connection alone: what was missed is told first, and some of it is what others have seen.
  store.onEvent(({ type }) => {
    if (type === 'snapshot' || type === 'tick') turn(true);
  });
  return () => isTrusted;
}
