import { MAX_BODY_BYTES } from '../station/autox3/envelope.ts';
import { envelopeStaff, type SentCheckIn } from './check-in-data.ts';
import { buildMessage, type SignedMessage, type Signing } from './envelope.ts';

/** The ways in which a simulated message can be out of the ordinary. */
export const FAULTS = ['repeat', 'wrong-signature', 'late', 'unknown-type', 'huge'] as const;
export type Fault = (typeof FAULTS)[number];

/** One message to be posted, made when its turn comes. */
export interface Posting {
  build(now: number): SignedMessage;
  /** HTTP statuses of a refusal, one of which must be seen; null when the message must be acknowledged. */
  refusals: readonly number[] | null;
}

/** The check-in that a posting is about, its type and id as a message, and how it is signed. */
export interface Subject extends Signing {
  checkIn: SentCheckIn;
  msgType: string;
  msgId: string;
}

const HOUR_MS = 3_600_000;
// Besides what makes each wrong, a receiver may say that it had too many such messages (429).
const UNVERIFIED_REFUSALS = [401, 429];
const SIZE_REFUSALS = [413, 429];
const FAULT_EVERY = 5;

/** Which messages of a run get a fault: about each fifth, in turn, and every fault at least once where `count` allows. */
export function placeFaults(count: number, faults: readonly Fault[]): ReadonlyMap<number, Fault> {
  const places = faults.length === 0 ? 0 : Math.min(count, Math.max(faults.length, Math.floor(count / FAULT_EVERY)));
  const placed = new Map<number, Fault>();
  for (let place = 0; place < places; place += 1) {
    const fault = faults[place % faults.length];
    if (fault !== undefined) placed.set(Math.floor(((place + 1) * count) / places) - 1, fault);
  }
  return placed;
}

/** What is posted for a check-in with this fault, in order; each after the one before was acknowledged. */
export function postings(fault: Fault | null, subject: Subject): Posting[] {
  const { random } = subject;
  switch (fault) {
    case null:
      return [{ build: (now) => checkInMessage(subject, now), refusals: null }];
    case 'late': {
      const lateMs = random.integer(2, 30) * HOUR_MS;
      return [{ build: (now) => checkInMessage(subject, now - lateMs), refusals: null }];
    }
    case 'repeat':
      return repeat(subject);
    case 'unknown-type':
      return [{ build: (now) => unknownMessage(subject, now), refusals: null }];
    case 'wrong-signature': {
      const other = { ...subject, secret: otherSecret(subject.secret) };
      return [{ build: (now) => checkInMessage(other, now), refusals: UNVERIFIED_REFUSALS }];
    }
    case 'huge':
      return [{ build: (now) => checkInMessage(enlarged(subject), now), refusals: SIZE_REFUSALS }];
  }
}

function checkInMessage(subject: Subject, createTime: number): SignedMessage {
  return buildMessage({ ...subject, content: subject.checkIn, staffInfo: envelopeStaff(subject.checkIn), createTime });
}

// Whether AutoX3 signs a repeat anew is unknown, so both come.
function repeat(subject: Subject): Posting[] {
  const signedAnew = subject.random.chance(0.5);
  let first: SignedMessage | null = null;
  return [
    {
      build: (now) => {
        first = checkInMessage(subject, now);
        return first;
      },
      refusals: null,
    },
    { build: (now) => (signedAnew || first === null ? checkInMessage(subject, now) : first), refusals: null },
  ];
}

function unknownMessage(subject: Subject, createTime: number): SignedMessage {
  const { checkIn, random } = subject;
  const content = {
    somethingNew: { carNum: checkIn.carInfo.carNum, score: random.integer(0, 100), tags: ['新', 'new'] },
    staffInfo: checkIn.staffInfo,
  };
  return buildMessage({
    ...subject,
    content,
    staffInfo: envelopeStaff(checkIn),
    msgType: 'event.autox3.something.new',
    createTime,
  });
}

function otherSecret(secret: string): string {
  return (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1);
}

function enlarged(subject: Subject): Subject {
  const { preCheckInfo } = subject.checkIn;
  const remark = 'Customer kept talking. '.repeat(Math.ceil(MAX_BODY_BYTES / 23));
  return { ...subject, checkIn: { ...subject.checkIn, preCheckInfo: { ...preCheckInfo, remark } } };
}
