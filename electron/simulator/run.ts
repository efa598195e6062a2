import type { DialectPair } from '../../shared/dialect.ts';
import { checkInType, generateCheckIn, type Language } from './check-in-data.ts';
import { type Attempt, deliver, type Ending } from './deliver.ts';
import { type Fault, placeFaults } from './faults.ts';
import { openLine } from './post.ts';
import { createRandom } from './random.ts';
import { RETRY_DELAYS_MS, sleep as realSleep, type Sleep } from './schedule.ts';
import { seededId } from './seeded-id.ts';
import { type Ended, endOf, type Summary, summarise } from './summary.ts';
import { checkInSteps, laterSteps, type PlayedKind, type Scene, type Step, shuffled } from './visit-script.ts';

/** What a run sends, where to, and how fast. The optional parts stand in for AutoX3's documented behaviour and the real world. */
export interface SimulationOptions {
  url: URL;
  secret: string;
  /** Visits, each with its check-in. */
  count: number;
  /** Visits a second. */
  rate: number;
  /** Of a hundred visits so many have a health check report, and so many a maintenance plan. */
  reports?: number;
  plans?: number;
  /** A visit's messages arrive in any order and some twice, not one after the other. */
  shuffle?: boolean;
  /** From one message of a visit to its next, in ms. */
  afterMs?: number;
  language: Language;
  dialect: DialectPair;
  /** The same seed makes the same vehicles, reports, plans, formats and faults, and unless told otherwise the same ids. */
  seed: number;
  faults: readonly Fault[];
  /** Waits before the further tries, in ms. */
  delays?: readonly number[];
  attemptTimeoutMs?: number;
  /** Ends the run early; the summary still comes. */
  signal?: AbortSignal;
  newMsgId?: () => string;
  /** `receiveBaseId` of the first check-in; the others count on from it. */
  firstServiceOrder?: number;
  /** Where the photos of damage are served; nowhere unless told. */
  photos?: string;
  clock?: () => number;
  sleep?: Sleep;
}

/** The visit that an event is about. `number` counts from 1; the fault is that of its check-in. */
export interface VisitLabel {
  number: number;
  receiveBaseId: number;
  plate: string;
  fault: Fault | null;
}

/** The message that an event is about; `again` marks the second sending of a repeat. */
export interface MessageLabel extends VisitLabel {
  kind: PlayedKind;
  msgId: string;
  msgType: string;
  createTime: number;
  bytes: number;
  again: boolean;
}

/** What a run tells while it goes on. */
export type SimulationEvent =
  | { type: 'attempt'; message: MessageLabel; attempt: Attempt }
  | ({ type: 'ended'; message: MessageLabel; tries: number } & Ended);

/** So soon a report follows in a played shop. */
const AFTER_MS = 5_000;
/** More would be a burst that no workshop makes; a receiver that is down must not fill this process's memory. */
const MAX_IN_FLIGHT = 256;

/** Plays AutoX3: begins visits at a steady rate and sends what there is of each by AutoX3's schedule; a slow one holds up no other. */
export async function simulate(
  options: SimulationOptions,
  report: (event: SimulationEvent) => void = () => {},
): Promise<Summary> {
  const { count, rate, faults, clock = Date.now, sleep = realSleep } = options;
  const signal = options.signal ?? new AbortController().signal;
  const { post, close } = openLine(options.url, options.attemptTimeoutMs ?? 10_000);
  const way = { post, delays: options.delays ?? RETRY_DELAYS_MS, sleep, clock, signal };
  const placed = placeFaults(count, faults);
  const startedAt = clock();
  const ended: Ended[] = [];
  const inFlight = new Set<Promise<unknown>>();
  let unsent = 0;

  const room = async (): Promise<void> => {
    while (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
  };
  const deliverOne = async ({ kind, again, posting }: Step, visit: VisitLabel, at: number): Promise<Ending> => {
    const { body, msgId, msgType, createTime } = posting.build(at);
    const message: MessageLabel = { ...visit, kind, msgId, msgType, createTime, bytes: body.byteLength, again };
    const onAttempt = (attempt: Attempt): void => report({ type: 'attempt', message, attempt });
    const delivery = await deliver({ body }, { ...way, onAttempt });
    const end = endOf(posting, delivery);
    ended.push(end);
    report({ type: 'ended', message, tries: delivery.attempts.length, ...end });
    return end.ending;
  };
  const send = (step: Step, visit: VisitLabel, at: number): Promise<Ending> => {
    const sent: Promise<Ending> = deliverOne(step, visit, at).finally(() => inFlight.delete(sent));
    inFlight.add(sent);
    return sent;
  };

  /** In order: each message once the one before has ended, and made when it is sent. */
  const playInOrder = async (first: readonly Step[], later: readonly Step[], visit: VisitLabel): Promise<void> => {
    let madeAt = Number.NEGATIVE_INFINITY;
    const next = (): number => {
      madeAt = Math.max(clock(), madeAt + 1);
      return madeAt;
    };
    for (const step of first) {
      if ((await send(step, visit, next())) !== 'acknowledged') break;
    }
    for (const [place, step] of later.entries()) {
      await sleep(options.afterMs ?? AFTER_MS, signal);
      await room();
      if (signal.aborted) {
        unsent += later.length - place;
        return;
      }
      await send(step, visit, next());
    }
  };

  const playInAnyOrder = async (steps: readonly Step[], visit: VisitLabel): Promise<void> => {
    const sent: Promise<Ending>[] = [];
    for (const [place, step] of steps.entries()) {
      if (place > 0) await sleep(options.afterMs ?? AFTER_MS, signal);
      await room();
      if (signal.aborted) {
        unsent += steps.length - place;
        break;
      }
      sent.push(send(step, visit, clock()));
    }
    await Promise.all(sent);
  };

  const play = (index: number): Promise<void> => {
    const { label, scene } = beginVisit(options, index, placed.get(index) ?? null);
    const first = checkInSteps(scene);
    const later = laterSteps(scene, clock());
    return options.shuffle === true
      ? playInAnyOrder(shuffled([...first, ...later], scene.random, clock()), label)
      : playInOrder(first, later, label);
  };

  const visits = new Set<Promise<void>>();
  try {
    for (let begun = 0; begun < count; begun += 1) {
      const early = startedAt + (begun * 1_000) / rate - clock();
      if (early > 0) await sleep(early, signal);
      await room();
      if (signal.aborted) {
        unsent += count - begun;
        break;
      }
      const visit: Promise<void> = play(begun).finally(() => visits.delete(visit));
      visits.add(visit);
    }
    await Promise.all(visits);
  } finally {
    close();
  }
  return summarise(ended, unsent, clock() - startedAt);
}

/** The vehicle of a visit and what is sent of it, drawn from the seed and the visit's number alone. */
function beginVisit(
  options: SimulationOptions,
  index: number,
  fault: Fault | null,
): { label: VisitLabel; scene: Scene } {
  const { seed, secret, dialect, photos, reports = 0, plans = 0 } = options;
  const random = createRandom(seed, index);
  // A stream of its own: what follows a check-in changes nothing of it.
  const ofLater = createRandom(seed, -1 - index);
  const msgId = options.newMsgId?.() ?? seededId(random);
  const receiveBaseId = (options.firstServiceOrder ?? 1) + index;
  const checkIn = generateCheckIn(random, options.language, receiveBaseId, photos);
  const subject = { checkIn, msgType: checkInType(random), msgId, secret, dialect, random };
  return {
    label: { number: index + 1, receiveBaseId, plate: checkIn.carInfo.carNum, fault },
    scene: {
      ...{ subject, fault, random: ofLater, photos, reports, plans },
      newMsgId: () => options.newMsgId?.() ?? seededId(ofLater),
    },
  };
}
