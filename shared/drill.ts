import { z } from 'zod';
import { oc } from './procedure.ts';
import { ProbeProblem } from './reach.ts';

/** What can be tried out, each with test messages that are marked and kept nowhere. */
export const Drill = z.enum(['check-in', 'repeat', 'wrong-signature', 'wrong-clock', 'photo', 'tunnel', 'killed']);
export type Drill = z.infer<typeof Drill>;

/** What a drill looks at, one after another. */
export const DrillStep = z.enum([
  /** A test check-in went out as AutoX3's do, and was acknowledged. */
  'sent',
  /** Its signature was verified with the app secret. */
  'verified',
  /** A board or wall drew its card. */
  'shown',
  'rung',
  /** The card stands there for a moment, to be looked at. */
  'stays',
  /** The very same message was acknowledged once more. */
  'sent-again',
  /** There is still one card. */
  'once',
  /** It was refused for its signature. */
  'refused',
  'no-card',
  /** The card says that it is out of time. */
  'marked',
  'photo-failed',
  'cut',
  /** The light says that nothing can arrive. */
  'noticed',
  /** A test check-in did not get through. */
  'missed',
  'lasted',
  'back',
  /** The same test check-in, tried again as AutoX3 does, got through. */
  'arrived',
  'ended',
  'started-again',
]);
export type DrillStep = z.infer<typeof DrillStep>;

export const DrillStepState = z.enum(['waiting', 'running', 'done', 'failed', 'skipped']);
export type DrillStepState = z.infer<typeof DrillStepState>;

/** A drill that runs, or the last one that has run. */
export const DrillRun = z.object({
  drill: Drill,
  startedAt: z.iso.datetime(),
  isOver: z.boolean(),
  card: z.string().nullable().describe('the id of the card that is on the boards meanwhile'),
  steps: z.array(
    z.object({
      step: DrillStep,
      state: DrillStepState,
      problem: ProbeProblem.nullable().describe('why a test message did not get through'),
    }),
  ),
});
export type DrillRun = z.infer<typeof DrillRun>;

/** Why a drill cannot be run now. */
export const DrillObstacle = z.enum(['not-accepting', 'no-tunnel', 'not-supervised', 'running']);
export type DrillObstacle = z.infer<typeof DrillObstacle>;

export const DrillState = z.object({
  address: z.string().describe('where test messages are sent, without the callback path'),
  isPublic: z.boolean().describe('whether that is the public address'),
  run: DrillRun.nullable(),
  obstacles: z.partialRecord(Drill, DrillObstacle).describe('the drills that cannot be run now'),
});
export type DrillState = z.infer<typeof DrillState>;

/** Trying out how messages are received, and what happens when something goes wrong. */
export const drillContract = {
  state: oc.output(DrillState),
  start: oc
    .input(z.object({ drill: Drill }))
    .errors({ CONFLICT: { message: 'This cannot be tried now', data: z.object({ obstacle: DrillObstacle }) } })
    .output(DrillState),
  /** Ends the drill that runs, and takes its card away. */
  cancel: oc.output(DrillState),
};
