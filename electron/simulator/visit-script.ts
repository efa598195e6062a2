import { envelopeStaff } from './check-in-data.ts';
import { buildMessage, type SignedMessage } from './envelope.ts';
import { type Fault, type Posting, postings, type Subject } from './faults.ts';
import { generateReport, REPORT_TYPE } from './health-report-data.ts';
import type { Json } from './json-text.ts';
import { generatePlan } from './maintenance-plan-data.ts';
import type { Random } from './random.ts';

/** The messages that are played of a visit, by what they are about. */
export type PlayedKind = 'check-in' | 'health-report' | 'maintenance-plan';

/** One message of a visit as it is to be sent; `again` marks the second sending of one. */
export interface Step {
  kind: PlayedKind;
  again: boolean;
  posting: Posting;
}

/** How many visits of a hundred have a report, and a plan. */
export interface VisitShares {
  reports: number;
  plans: number;
}

/** What a visit's script is written with; `random` is that of what follows its check-in. */
export interface Scene extends VisitShares {
  subject: Subject;
  fault: Fault | null;
  random: Random;
  photos: string | undefined;
  newMsgId: () => string;
}

const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;

/** The check-in of a visit, with whatever is wrong with it, and its repeat. */
export function checkInSteps({ fault, subject }: Pick<Scene, 'fault' | 'subject'>): Step[] {
  return postings(fault, subject).map((posting, turn) => ({ kind: 'check-in', again: turn > 0, posting }));
}

/** The reports and the plan of a visit, in the order in which they are made, as of `at`; often none. */
export function laterSteps(scene: Scene, at: number): Step[] {
  const { random, subject, photos } = scene;
  const { checkIn } = subject;
  const made = (kind: PlayedKind, msgType: string, content: Json): Step => {
    const msgId = scene.newMsgId();
    const staffInfo = envelopeStaff(checkIn);
    const build = (createTime: number): SignedMessage =>
      buildMessage({ ...subject, random, content, staffInfo, msgType, msgId, createTime });
    return { kind, again: false, posting: { build, refusals: null } };
  };
  // Drawn whether they are wanted or not: so a visit's report is the same with and without plans.
  const hasReport = random.chance(scene.reports / 100);
  const hasPlan = random.chance(scene.plans / 100);
  const reports = Array.from({ length: hasReport ? (random.chance(0.2) ? 2 : 1) : 0 }, () =>
    made('health-report', REPORT_TYPE, generateReport(random, checkIn, { at, photos, inString: random.chance(0.5) })),
  );
  const plan = hasPlan ? generatePlan(random, checkIn, at, [random.pick(['V1', 'V2', 'V2', 'V2'])]) : [];
  return [...reports, ...plan.map(({ msgType, content }) => made('maintenance-plan', msgType, content))];
}

/**
 * The same messages in any order and some of them twice, each made before `now` and after the one before it: what arrives
 * says by `createTime` alone in which order it was made. Some visits come hours late.
 */
export function shuffled(steps: readonly Step[], random: Random, now: number): Step[] {
  const begin = now - (random.chance(0.2) ? random.integer(2, 30) * HOUR_MS : 0) - steps.length * SECOND_MS;
  const sealed = steps.map((step, place): Step => {
    const message = step.posting.build(begin + place * SECOND_MS);
    return { ...step, posting: { ...step.posting, build: () => message } };
  });
  const repeated = sealed.filter(({ kind }) => kind !== 'check-in' && random.chance(0.25));
  const all = [...sealed, ...repeated.map((step) => ({ ...step, again: true }))];
  return random.sample(all, all.length);
}
