import type { RingDesktop } from '../../shared/desktop.ts';
import { playRing } from './ring-sound.ts';

// The hidden page that rings: a sound needs a page, and one that somebody minimises may be throttled.

/** The longest, in ms, that the output may take to open, and then the ring to end: less than main waits for an answer. */
const OPEN_WITHIN_MS = 1_500;
const END_WITHIN_MS = 3_000;

/** Plays the ring once; the reason when it could not be heard. */
async function ring(volume: number): Promise<string | null> {
  // A new one each time: it plays where the system plays now, and an open one would keep the PC from sleeping.
  const context = new AudioContext();
  try {
    await within(OPEN_WITHIN_MS, context.resume(), 'there is no sound output, or the page may not play sounds');
    await within(END_WITHIN_MS, playRing(context, volume), 'the sound output stopped while it rang');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    void context.close().catch(() => {});
  }
}

function within(ms: number, work: Promise<void>, problem: string): Promise<void> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error(problem)), ms));
  return Promise.race([work, late]);
}

const { desktop } = window as unknown as { desktop: RingDesktop };
desktop.onRing((volume) => {
  void ring(volume).then((problem) => desktop.rang(problem));
});
