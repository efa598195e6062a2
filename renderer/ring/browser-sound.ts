import { playRing } from './ring-sound.ts';

/** How long, in ms, a browser may take to let a sound begin, and the sound to end; one that wants a click first never lets it. */
const PATIENCE_MS = 2_000;

/** The sound of one page in a browser, which may want a click before anything is heard. */
export interface BrowserSound {
  /** Asks the browser whether it would play now; right after a click or key it lets it. */
  allow(): Promise<boolean>;
  /** Rings once, at a volume from 0 to 1; false when the browser did not let it. */
  ring(volume: number): Promise<boolean>;
}

/**
 * One context for the life of the page: some browsers let only that one play later which was running at the click. It
 * rests between rings, or it would keep the PC from sleeping.
 */
export function createBrowserSound(): BrowserSound {
  let context: AudioContext | null = null;
  let users = 0;

  /** Does something with the running context, which rests when nobody needs it any more; false when it does not run. */
  async function use(work: (open: AudioContext) => Promise<unknown>): Promise<boolean> {
    users += 1;
    try {
      context ??= new AudioContext();
      const open = context;
      await withPatience(open.resume());
      if (open.state !== 'running') return false;
      await withPatience(work(open));
      return true;
    } catch {
      // No sound output at all.
      return false;
    } finally {
      users -= 1;
      if (users === 0) void context?.suspend().catch(() => {});
    }
  }

  return {
    allow: () => use(async () => {}),
    ring: (volume) => use((open) => playRing(open, volume)),
  };
}

function withPatience(work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
