import type { DialectPair } from '../../shared/dialect.ts';
import { checkInType, generateCheckIn, type Language } from './check-in-data.ts';
import { type Attempt, type DeliveryReport, deliver, type Ending } from './deliver.ts';
import { type Fault, type Posting, placeFaults, postings } from './faults.ts';
import { openLine } from './post.ts';
import { createRandom, type Random } from './random.ts';
import { RETRY_DELAYS_MS, sleep as realSleep, type Sleep } from './schedule.ts';

/** What a run sends, where to, and how fast. The optional parts stand in for AutoX3's documented behaviour and the real world. */
export interface SimulationOptions {
  url: URL;
  secret: string;
  count: number;
  /** Messages a second. */
  rate: number;
  language: Language;
  dialect: DialectPair;
  /** The same seed makes the same vehicles, formats and faults, and unless told otherwise the same ids. */
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

/** The message that an event is about. `number` counts from 1; `again` marks the second sending of a repeat. */
export interface MessageLabel {
  number: number;
  msgId: string;
  msgType: string;
  createTime: number;
  bytes: number;
  receiveBaseId: number;
  plate: string;
  fault: Fault | null;
  again: boolean;
}

/** What a run tells while it goes on. */
export type SimulationEvent =
  | { type: 'attempt'; message: MessageLabel; attempt: Attempt }
  | ({ type: 'ended'; message: MessageLabel; tries: number } & Ended);

/** How a message ended, beside what was due to it. */
export interface Ended {
  ending: Ending;
  due: 'success' | 'refusal';
  asExpected: boolean;
}

/** What became of a run. `sent` is the sum of the three endings; a repeat was sent twice. */
export interface Summary {
  sent: number;
  acknowledged: number;
  givenUp: number;
  stopped: number;
  /** Messages of the run that were never begun, because it was ended early. */
  unsent: number;
  /** Messages that the receiver had to refuse, and those of them that it did. */
  toRefuse: number;
  refused: number;
  /** True when each message got what it should: genuine ones the documented success, the others a refusal. */
  ok: boolean;
  durationMs: number;
}

/** More would be a burst that no workshop makes; a receiver that is down must not fill this process's memory. */
const MAX_IN_FLIGHT = 256;

/** Plays AutoX3: sends check-ins at a steady rate, each by AutoX3's schedule; a slow one does not hold up the next. */
export async function simulate(
  options: SimulationOptions,
  report: (event: SimulationEvent) => void = () => {},
): Promise<Summary> {
  const { count, rate, seed, faults, clock = Date.now, sleep = realSleep } = options;
  const signal = options.signal ?? new AbortController().signal;
  const { post, close } = openLine(options.url, options.attemptTimeoutMs ?? 10_000);
  const way = { post, delays: options.delays ?? RETRY_DELAYS_MS, sleep, clock, signal };
  const placed = placeFaults(count, faults);
  const startedAt = clock();
  const ended: Ended[] = [];

  const play = async (index: number): Promise<void> => {
    const random = createRandom(seed, index);
    const fault = placed.get(index) ?? null;
    const msgId = options.newMsgId?.() ?? seededId(random);
    const receiveBaseId = (options.firstServiceOrder ?? 1) + index;
    const checkIn = generateCheckIn(random, options.language, receiveBaseId, options.photos);
    const { secret, dialect } = options;
    const subject = { checkIn, msgType: checkInType(random), msgId, secret, dialect, random };

    for (const [turn, posting] of postings(fault, subject).entries()) {
      const { body, msgType, createTime } = posting.build(clock());
      const message: MessageLabel = {
        number: index + 1,
        msgId,
        msgType,
        createTime,
        bytes: body.byteLength,
        receiveBaseId,
        plate: checkIn.carInfo.carNum,
        fault,
        again: turn > 0,
      };
      const onAttempt = (attempt: Attempt): void => report({ type: 'attempt', message, attempt });
      const delivery = await deliver({ body }, { ...way, onAttempt });
      const { ending, attempts } = delivery;
      const due = posting.refusals === null ? 'success' : 'refusal';
      const asExpected = metExpectation(posting, delivery);
      ended.push({ ending, due, asExpected });
      report({ type: 'ended', message, ending, tries: attempts.length, due, asExpected });
      if (ending !== 'acknowledged') return;
    }
  };

  const inFlight = new Set<Promise<void>>();
  let begun = 0;
  try {
    for (; begun < count; begun += 1) {
      const early = startedAt + (begun * 1_000) / rate - clock();
      if (early > 0) await sleep(early, signal);
      while (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
      if (signal.aborted) break;
      const played: Promise<void> = play(begun).finally(() => inFlight.delete(played));
      inFlight.add(played);
    }
    await Promise.all(inFlight);
  } finally {
    close();
  }
  return summarise(ended, count - begun, clock() - startedAt);
}

function summarise(ended: readonly Ended[], unsent: number, durationMs: number): Summary {
  const number = (counts: (one: Ended) => boolean): number => ended.filter(counts).length;
  return {
    sent: ended.length,
    acknowledged: number((one) => one.ending === 'acknowledged'),
    givenUp: number((one) => one.ending === 'given-up'),
    stopped: number((one) => one.ending === 'stopped'),
    unsent,
    toRefuse: number((one) => one.due === 'refusal'),
    refused: number((one) => one.due === 'refusal' && one.asExpected),
    ok: unsent === 0 && ended.every((one) => one.asExpected),
    durationMs,
  };
}

function metExpectation({ refusals }: Posting, { ending, attempts }: DeliveryReport): boolean {
  if (refusals === null) return ending === 'acknowledged';
  const refused = attempts.some(({ answer }) => answer.kind === 'answered' && refusals.includes(answer.httpStatus));
  return ending === 'given-up' && refused;
}

/** An id in the form of AutoX3's, drawn from the seed. */
/** The id of the message whose check-in comes next from `random`. */
export function seededId(random: Random): string {
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');
  return [8, 4, 4, 4, 12].map(hex).join('-');
}
