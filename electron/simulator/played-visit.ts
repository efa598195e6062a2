import { checkInType, envelopeStaff, generateCheckIn, type Language } from './check-in-data.ts';
import { buildMessage, type SignedMessage } from './envelope.ts';
import { generateReport, REPORT_TYPE } from './health-report-data.ts';
import type { Json } from './json-text.ts';
import { generatePlan, type PlanVersion } from './maintenance-plan-data.ts';
import { createRandom, type Random } from './random.ts';
import { seededId } from './seeded-id.ts';

/** All that AutoX3 sends of one visit, signed, each list in the order in which it was made. */
export interface PlayedVisit {
  checkIn: SignedMessage;
  reports: SignedMessage[];
  plans: SignedMessage[];
}

/** Where and when a visit is played; without it service order `seed` + 1, on a morning of March 2026. */
export interface PlayedAt {
  language?: Language;
  receiveBaseId?: number;
  /** When the check-in was made, in ms since 1970. */
  at?: number;
}

const MINUTE_MS = 60_000;
const MORNING = Date.UTC(2026, 2, 3, 9);
/** In so many of a hundred visits two messages of a plan, or two reports, were made in the very same millisecond. */
const SAME_MOMENT = 0.1;

/**
 * A visit with one to three reports and the messages of its vehicle's plan, V1, V2 or first one and then the other; the same
 * for the same seed. Whatever order they arrive in, `createTime` says in which they were made; some are made in one moment.
 */
export function playedVisit(seed: number, secret: string, options: PlayedAt = {}): PlayedVisit {
  const { language = 'mixed', receiveBaseId = seed + 1, at = MORNING } = options;
  const random = createRandom(seed);
  const checkIn = generateCheckIn(random, language, receiveBaseId);
  const staffInfo = envelopeStaff(checkIn);
  const sign = (msgType: string, content: Json, createTime: number): SignedMessage =>
    buildMessage({
      content,
      msgType,
      msgId: seededId(random),
      createTime,
      staffInfo,
      secret,
      dialect: 'verbatim',
      random,
    });

  const reports = times(random, at + 40 * MINUTE_MS, random.integer(1, 3)).map((madeAt) =>
    sign(
      REPORT_TYPE,
      generateReport(random, checkIn, { at: madeAt, photos: undefined, inString: random.chance(0.5) }),
      madeAt,
    ),
  );
  const versions = random.pick<readonly PlanVersion[]>([['V1'], ['V2'], ['V2'], ['V1', 'V2']]);
  const planned = generatePlan(random, checkIn, at, versions);
  const madeAt = times(random, at + 50 * MINUTE_MS, planned.length);
  return {
    checkIn: sign(checkInType(random), checkIn, at),
    reports,
    plans: planned.map(({ msgType, content }, place) => sign(msgType, content, madeAt[place] ?? at)),
  };
}

function times(random: Random, first: number, count: number): number[] {
  let at = first;
  return Array.from({ length: count }, () => {
    const now = at;
    if (!random.chance(SAME_MOMENT)) at += random.integer(1, 600) * 1_000;
    return now;
  });
}
