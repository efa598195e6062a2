import type { Drill, DrillStep } from '../../../shared/drill.ts';
import { outOfTime } from '../../../shared/out-of-time.ts';
import type { DrillField, StepResult } from './drill-field.ts';
import type { TestContent } from './test-message.ts';

/** How long what a drill looks at may take, in ms. */
export type DrillTempo = {
  shownWithin: number;
  rungWithin: number;
  /** The card stands there for so long. */
  stays: number;
  /** The way from outside stays cut for so long. */
  cut: number;
  backWithin: number;
};

export const DRILL_TEMPO: DrillTempo = {
  shownWithin: 10_000,
  rungWithin: 12_000,
  stays: 15_000,
  cut: 60_000,
  backWithin: 90_000,
};

/** Whatever happens, a drill is over after this, in ms. */
export const LONGEST_DRILL_MS = 240_000;
/** The wrong clock of a test: far beyond what a slow network explains. */
const OFF_BY_MS = -3 * 3_600_000;
/** A name that nobody can own (RFC 2606). */
const NO_PHOTO = 'https://photos.test.invalid/test.jpg';

/** One thing that a drill does or waits for; `true` when it was so, else why not where that is known. */
export type PlanStep = { step: DrillStep; run: (field: DrillField) => Promise<StepResult> | StepResult };
export type Plan = { content: TestContent; steps: readonly PlanStep[] };

const sent: PlanStep = { step: 'sent', run: (field) => field.send() };
const shown: PlanStep = { step: 'shown', run: (field) => field.until(() => field.isShown, field.tempo.shownWithin) };
const stays: PlanStep = { step: 'stays', run: (field) => field.pause(field.tempo.stays) };

/** What each drill does, in order; the first step that fails ends it. */
export const PLANS: Record<Exclude<Drill, 'killed'>, Plan> = {
  'check-in': {
    content: {},
    steps: [
      sent,
      { step: 'verified', run: ({ receipts: [first] }) => first?.type === 'admitted' && first.message.proven },
      shown,
      { step: 'rung', run: (field) => field.until(() => field.isRung, field.tempo.rungWithin) },
      stays,
    ],
  },
  repeat: {
    content: {},
    steps: [
      sent,
      shown,
      { step: 'sent-again', run: (field) => field.send() },
      { step: 'once', run: ({ receipts, cards }) => receipts.length === 2 && cards === 1 },
      stays,
    ],
  },
  'wrong-signature': {
    content: { isForged: true },
    steps: [
      { step: 'refused', run: (field) => field.send(401) },
      { step: 'no-card', run: ({ cards }) => cards === 0 },
    ],
  },
  'wrong-clock': {
    content: { offByMs: OFF_BY_MS },
    steps: [
      sent,
      shown,
      { step: 'marked', run: ({ card }) => card !== null && outOfTime(card.arrivedAt, card.createdAt) !== null },
      stays,
    ],
  },
  photo: {
    content: { photo: NO_PHOTO },
    steps: [sent, shown, { step: 'photo-failed', run: (field) => field.fetchPhoto(NO_PHOTO) }, stays],
  },
  tunnel: {
    content: {},
    steps: [
      { step: 'cut', run: (field) => field.cut() },
      { step: 'noticed', run: (field) => field.until(() => field.light === 'blind', field.tempo.shownWithin) },
      { step: 'missed', run: async (field) => (await field.send()) !== true && field.receipts.length === 0 },
      {
        step: 'lasted',
        run: async (field) => !(await field.until(() => field.light !== 'blind', field.tempo.cut)),
      },
      {
        step: 'back',
        run: (field) => {
          field.mend();
          return field.until(() => field.light === 'receiving', field.tempo.backWithin);
        },
      },
      { step: 'arrived', run: (field) => field.send() },
      shown,
      stays,
    ],
  },
};
