import type { ShownRun } from './shown-run.ts';

/** The station is back by then, in ms, or something is wrong. */
const BACK_WITHIN_MS = 60_000;

/** A station that was killed, as this page sees it: it remembers nothing itself. */
export type KilledWatch = {
  /** When the killed one had started. */
  before: string;
  begunAt: number;
  end: 'waited-for' | 'seen' | 'back' | 'not-back';
};

/** What follows of how the page stands with the station now. */
export function watchKilled(
  watch: KilledWatch,
  { startedAt, isLive, now }: { startedAt: string; isLive: boolean; now: number },
): KilledWatch {
  const isAnother = startedAt !== watch.before;
  if (watch.end === 'back' || watch.end === 'not-back') return watch;
  if (isAnother && isLive) return { ...watch, end: 'back' };
  if (now - watch.begunAt > BACK_WITHIN_MS) return { ...watch, end: 'not-back' };
  return !isLive && watch.end === 'waited-for' ? { ...watch, end: 'seen' } : watch;
}

/** The same as a run. */
export function killedRun({ end }: KilledWatch): ShownRun {
  const hasEnded = end === 'seen' || end === 'back' || end === 'not-back';
  const back = { 'waited-for': 'waiting', seen: 'running', back: 'done', 'not-back': 'failed' } as const;
  return {
    drill: 'killed',
    isOver: end === 'back' || end === 'not-back',
    card: null,
    steps: [
      { step: 'ended', state: hasEnded ? 'done' : 'running', problem: null },
      { step: 'started-again', state: back[end], problem: null },
    ],
  };
}
