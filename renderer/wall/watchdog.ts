/** How often the watchdog looks, in ms, and how often in a row it must find nothing: the first look after a sleep proves nothing. */
export const LOOK_EVERY_MS = 10_000;
const LOOKS = 3;
/** A connection that neither heard nor tried anything for so long, in ms, is stuck. */
export const STUCK_AFTER_MS = 120_000;

/** Calls `stuck` when a connection has shown no sign of life for two minutes. Returns how to stop. */
export function watchOver(lastSign: () => number, stuck: () => void): () => void {
  let silent = 0;
  const timer = setInterval(() => {
    silent = Date.now() - lastSign() > STUCK_AFTER_MS ? silent + 1 : 0;
    if (silent === LOOKS) stuck();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
