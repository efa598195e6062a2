/** Later than this after it was made, a message is late, in ms: well over AutoX3's 126 s of tries. */
const LATE_MS = 5 * 60_000;
/** More than this before it was made, only a wrong clock explains, in ms. */
const EARLY_MS = 60_000;

/**
 * Whether a message came at quite another time than AutoX3 made it, and by how many ms: late, or early by the PC's clock.
 * Age is no reason to refuse a message, so it is marked.
 */
export function outOfTime(arrivedAt: string, createdAt: string): { type: 'late' | 'early'; ms: number } | null {
  const ms = Date.parse(arrivedAt) - Date.parse(createdAt);
  if (ms > LATE_MS) return { type: 'late', ms };
  return ms < -EARLY_MS ? { type: 'early', ms: -ms } : null;
}
