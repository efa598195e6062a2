import type { Drill, DrillRun, DrillStep } from '../../../shared/drill.ts';

/** What is shown of a run: one of the station's, or one that this page follows itself. */
export type ShownRun = Pick<DrillRun, 'isOver' | 'card'> & {
  drill: Drill | 'printer';
  steps: readonly (Pick<DrillRun['steps'][number], 'state' | 'problem'> & { step: DrillStep | 'printer-noticed' })[];
};

/** What a run has come to; null while it goes on. */
export function outcomeOf({ isOver, steps }: Pick<ShownRun, 'isOver' | 'steps'>): 'done' | 'failed' | 'skipped' | null {
  if (!isOver) return null;
  if (steps.some(({ state }) => state === 'failed')) return 'failed';
  // Whoever has looked long enough may end it.
  return steps.every(({ step, state }) => state === 'done' || step === 'stays') ? 'done' : 'skipped';
}
