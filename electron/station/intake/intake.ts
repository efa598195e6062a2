import type { Logger } from 'pino';
import type { Obstacle } from '../../../shared/contract.ts';
import type { DeliveryOrigin, Reason } from '../../../shared/delivery.ts';
import type { SecretName } from '../../../shared/verification.ts';
import { MAX_BODY_BYTES } from '../autox3/envelope.ts';
import { isStorageError, storageTrouble } from '../store/database.ts';
import type {
  AdmittedMessage,
  CheckInChange,
  Entry,
  FromQuarantine,
  LoggedRequest,
  RequestFacts,
  Written,
} from '../store/entries.ts';
import type { StationWriter } from '../store/writer.ts';
import { ANSWERS, type Answer } from './answers.ts';
import { type IntakePolicy, type Judgement, judge, sha256 } from './judge.ts';
import { JudgingQueues } from './judging-queues.ts';
import { RelayedTurns } from './relayed-turns.ts';
import { UnverifiedLimit } from './unverified-limit.ts';

/** What the sender is told, with what was written; null when it could not be stored, or was sent from here as a drill. */
export type Answered = Answer & { written: Written | null; isDrill?: boolean };

/** Requests that one commit takes at most: so many hold the event loop for some tens of milliseconds. */
const BATCH = 256;
/** How long a commit waits at most for more to join it, in ms. */
const GATHER_MS = 5;
/** The disk's share of the time while senders keep coming and nothing but refusals is to be written: one part in so many. */
const REFUSALS_SHARE = 3;
/** Nobody new for so long, in ms: nobody keeps coming. */
const QUIET_MS = 2;
/** Requests that could not be stored and are logged once storing works again. */
const UNLOGGED_KEPT = 1_000;
/** Before this no relay has kept a message: 2020, in ms since 1970. A broker whose clock says so does not know the time. */
const FIRST_RELAYED_AT = Date.UTC(2020);
/** How soon to look whether a full disk has room again, in ms. */
const HEAL_EVERY_MS = 2_000;

type Waiting = {
  entry: Entry;
  /** That the message was signed with. */
  secret: SecretName | null;
  /** The secret for whose message type this one ends weak signatures, once it is stored and is no repeat. */
  endsWeak: SecretName | null;
  startedAt: number;
  answer: Answer;
  resolve: (answered: Answered) => void;
};

/** What the intake needs from the station. `clock.now` is ms since 1970, `clock.elapsed` ms on a monotonic clock. */
export type IntakeParts = {
  writer: Pick<StationWriter, 'writeBatch' | 'tryRoom' | 'isKnownUnproven'> & {
    quarantine: Pick<StationWriter['quarantine'], 'hasRoom'>;
  };
  policy: () => IntakePolicy;
  clock: { now: () => number; elapsed: () => number };
  log: Logger;
  /** Takes a message that this station sent itself to try itself out: it is answered like any other, and not stored. */
  drills: { take: (judgement: Judgement) => boolean };
  /** Called after a commit with the check-ins that it changed. */
  changed: (changes: CheckInChange[]) => void;
  /** Called after a commit that changed a figure of the station, but no check-in: quarantine, repeats, other messages. */
  counted: () => void;
  /** Called after a commit for each message in it that is no repeat, with the secret that it was signed with and who brought it. */
  accepted: (message: AdmittedMessage, secret: SecretName | null, origin: DeliveryOrigin) => void;
  /** Called when storing begins to fail, and with null when it works again. */
  obstacle: (obstacle: Obstacle | null) => void;
  /** Called when the first fully verified non-ASCII message has shown that weak signatures are not needed for its kind. */
  weakEnded: (secret: SecretName, msgType: string) => void;
  /** Requests per commit; 1 is one transaction per request, to measure against. */
  batch?: number;
};

/**
 * The one way in: bytes to stored message. Every answer waits for the commit that holds its message; all requests that
 * wait in one turn of the event loop share that commit.
 */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #limit: UnverifiedLimit;
  readonly #batch: number;
  readonly #turns: JudgingQueues;
  readonly #relayed: RelayedTurns;
  /** What is to be acknowledged, by the next commit. */
  #waiting: Waiting[] = [];
  /** What is to be refused: by the same commit, or by one of its own that waits for its time. */
  #refusals: Waiting[] = [];
  #refusalsFrom = 0;
  #refusalsDue: NodeJS.Timeout | null = null;
  #cameNew = false;
  #unlogged: LoggedRequest[] = [];
  /** The largest body that could not be stored since storing last worked: room for less is no room. */
  #bytesFailed = 0;
  #leakTold = false;
  #flushDue = false;
  #obstacle: Obstacle | null = null;
  #healing: NodeJS.Timeout | null = null;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#limit = new UnverifiedLimit(parts.clock.elapsed());
    this.#batch = parts.batch ?? BATCH;
    this.#turns = new JudgingQueues(parts.clock.elapsed);
    this.#relayed = new RelayedTurns(parts.clock.elapsed);
  }

  /** A sender has come, and may bring something: until it has, others' bodies can wait. */
  somebodyCame(): void {
    this.#cameNew = true;
    this.#turns.disturb();
  }

  /** Takes a body that came by the callback path; answers once its fate is on disk. Never rejects. */
  submit(body: Uint8Array): Promise<Answered> {
    const startedAt = this.#parts.clock.elapsed();
    const facts = { receivedAt: this.#parts.clock.now(), durationMs: 0, bytes: body.length };
    this.#cameNew = true;
    return new Promise((resolve) => {
      this.#turns.take({
        bytes: body.length,
        judge: () => resolve(this.#judged(body, facts, startedAt)),
        refuse: () => resolve(this.#refuse('too-many-unverified', facts, startedAt, ANSWERS.tooMany)),
      });
    });
  }

  /**
   * Takes a body that a relay has had since `relayedAt`, in ms since 1970 by its broker's clock, when the clock of here showed
   * `hereAt`, as far as that is known. They are taken in the order in which they are handed over, and judged by the secrets and
   * settings of here, whatever the relay made of them. Answers once its fate is on disk: 503 is for what the relay has to keep,
   * anything else is final. Never rejects.
   */
  submitRelayed(body: Uint8Array, relayedAt: number, hereAt: number): Promise<Answered> {
    const startedAt = this.#parts.clock.elapsed();
    const receivedAt = this.#parts.clock.now();
    const notAfter = (at: number): number => (at >= FIRST_RELAYED_AT ? Math.min(at, receivedAt) : receivedAt);
    const facts: RequestFacts = {
      receivedAt,
      durationMs: 0,
      bytes: body.length,
      origin: 'relay',
      relayedAt: notAfter(relayedAt),
    };
    if (body.length > MAX_BODY_BYTES) return this.#refuse('too-large', facts, startedAt, ANSWERS.tooLarge);
    return new Promise((resolve) => {
      this.#relayed.take({
        judge: () => resolve(this.#judgedRelayed(body, facts, startedAt, notAfter(hereAt))),
        giveUp: () => resolve({ ...ANSWERS.notStored, written: null }),
      });
    });
  }

  /**
   * Takes a message out of quarantine, by the same commit as what comes from the sender: verified by now, or accepted by
   * hand. It keeps the time at which it first arrived. Null when it could not be stored.
   */
  async takeFromQuarantine(
    message: AdmittedMessage,
    from: FromQuarantine,
    proof: Pick<Waiting, 'secret' | 'endsWeak'>,
  ): Promise<Written | null> {
    const origin = from.byHand === null ? 'tried-again' : 'by-hand';
    const entry = { type: 'admit', message, facts: this.#factsOfOwn(message.raw, origin), from } as const;
    return (await this.#enqueue(entry, this.#parts.clock.elapsed(), ANSWERS.accepted, proof)).written;
  }

  /**
   * Takes the bytes of a stored message again. What would not be verified any more is logged and lies in no quarantine: it
   * is kept already. Null when it could not be stored.
   */
  async sendAgain(body: Uint8Array, isProven: boolean): Promise<Written | null> {
    const startedAt = this.#parts.clock.elapsed();
    const facts = this.#factsOfOwn(body, 'sent-again');
    const judgement = judge(body, this.#parts.policy(), facts.receivedAt);
    if (judgement.type === 'rejected') {
      const { reason, httpStatus, msgId, msgType } = judgement;
      const request: LoggedRequest = isProven
        ? { ...facts, outcome: 'refused', reason, httpStatus, msgId, msgType }
        : { ...facts, outcome: 'repeat', reason: 'same-message', httpStatus: 200, msgId, msgType };
      return (await this.#enqueue({ type: 'log', request }, startedAt, ANSWERS.signature)).written;
    }
    return (await this.#admit(judgement, facts, startedAt)).written;
  }

  /** Refuses a body that is larger than any message may be; its bytes are not kept. `bytes` is what was announced, or came. */
  refuseTooLarge(bytes: number): Promise<Answer> {
    const facts = { receivedAt: this.#parts.clock.now(), durationMs: 0, bytes };
    return this.#refuse('too-large', facts, this.#parts.clock.elapsed(), ANSWERS.tooLarge);
  }

  /** Refuses a body that broke off before its announced end: there is nothing whole to keep. */
  refuseIncomplete(): Promise<Answer> {
    const facts = { receivedAt: this.#parts.clock.now(), durationMs: 0, bytes: 0 };
    return this.#refuse('incomplete', facts, this.#parts.clock.elapsed(), ANSWERS.shape);
  }

  /** Refuses what is not judged yet, writes what waits for that, and stops looking for room. */
  stop(): void {
    this.#turns.stop();
    this.#relayed.stop();
    if (this.#healing !== null) clearInterval(this.#healing);
    if (this.#refusalsDue !== null) clearTimeout(this.#refusalsDue);
    while (this.#waitingCount > 0) this.#flush();
  }

  /** Async, so that what it throws in a later turn fails one request and not the process. */
  async #judged(body: Uint8Array, facts: RequestFacts, startedAt: number): Promise<Answered> {
    const judgement = judge(body, this.#parts.policy(), facts.receivedAt);
    const drilled = this.#drilled(judgement);
    if (drilled !== null) return drilled;
    if (judgement.type === 'admitted') return this.#admit(judgement, facts, startedAt);
    const bodySha256 = sha256(body);
    // A repeat of what was accepted without proof is no part of a flood, and has to be acknowledged in the middle of one.
    if (!this.#limit.take(startedAt) && !this.#parts.writer.isKnownUnproven(judgement.msgId, bodySha256)) {
      return this.#refuse('too-many-unverified', facts, startedAt, ANSWERS.tooMany);
    }
    return this.#quarantine(judgement, { body, bodySha256 }, facts, startedAt);
  }

  /** The same for a body of a relay. */
  async #judgedRelayed(body: Uint8Array, facts: RequestFacts, startedAt: number, firstAt: number): Promise<Answered> {
    const judgement = judge(body, this.#parts.policy(), firstAt);
    const drilled = this.#drilled(judgement);
    if (drilled !== null) return drilled;
    if (judgement.type === 'admitted') return this.#admit(judgement, facts, startedAt);
    const bodySha256 = sha256(body);
    const { writer } = this.#parts;
    // AutoX3 was told that it is taken, by a relay that knows the secret: none is dropped here to make room for another.
    const canKeep = judgement.reason !== 'no-secret' && writer.quarantine.hasRoom(body.length);
    if (!canKeep && !writer.isKnownUnproven(judgement.msgId, bodySha256))
      return { ...ANSWERS.notStored, written: null };
    return this.#quarantine(judgement, { body, bodySha256, firstAt }, facts, startedAt);
  }

  /** The answer to a message by which this station tries itself out; null for any other. */
  #drilled(judgement: Judgement): Answered | null {
    if (!this.#parts.drills.take(judgement)) return null;
    return { ...(judgement.type === 'admitted' ? ANSWERS.accepted : ANSWERS.signature), written: null, isDrill: true };
  }

  #admit(
    { message, secret, endsWeak }: Extract<Judgement, { type: 'admitted' }>,
    facts: RequestFacts,
    startedAt: number,
  ): Promise<Answered> {
    return this.#enqueue({ type: 'admit', message, facts }, startedAt, ANSWERS.accepted, { secret, endsWeak });
  }

  #quarantine(
    { httpStatus, reason, advice, msgId, msgType }: Extract<Judgement, { type: 'rejected' }>,
    kept: Pick<Extract<Entry, { type: 'quarantine' }>, 'body' | 'bodySha256' | 'firstAt'>,
    facts: RequestFacts,
    startedAt: number,
  ): Promise<Answered> {
    if (advice === 'secret-leaking') this.#warnOfLeak(msgType);
    const request = { ...facts, outcome: 'quarantined' as const, reason, httpStatus, msgId, msgType };
    return this.#enqueue(
      { type: 'quarantine', request, advice, ...kept },
      startedAt,
      httpStatus === 400 ? ANSWERS.shape : ANSWERS.signature,
    );
  }

  #factsOfOwn(body: Uint8Array, origin: DeliveryOrigin): RequestFacts {
    return { receivedAt: this.#parts.clock.now(), durationMs: 0, bytes: body.length, origin };
  }

  #refuse(reason: Reason, facts: RequestFacts, startedAt: number, answer: Answer): Promise<Answered> {
    const request = {
      ...facts,
      outcome: 'refused' as const,
      reason,
      httpStatus: answer.httpStatus,
      msgId: null,
      msgType: null,
    };
    return this.#enqueue({ type: 'log', request }, startedAt, answer);
  }

  #enqueue(
    entry: Entry,
    startedAt: number,
    answer: Answer,
    proof: Pick<Waiting, 'secret' | 'endsWeak'> = { secret: null, endsWeak: null },
  ): Promise<Answered> {
    return new Promise((resolve) => {
      const waiting = { entry, ...proof, startedAt, answer, resolve };
      if (answer.httpStatus === 200) {
        this.#waiting.push(waiting);
        this.#flushSoon();
      } else {
        this.#refusals.push(waiting);
        this.#flushRefusals();
      }
    });
  }

  get #waitingCount(): number {
    return this.#waiting.length + this.#refusals.length;
  }

  /** A commit holds the thread for as long as the disk takes: those that only a flood asks for must leave it free for check-ins. */
  #flushRefusals(): void {
    if (this.#parts.clock.elapsed() >= this.#refusalsFrom) {
      this.#flushSoon();
      return;
    }
    if (this.#refusalsDue !== null) return;
    this.#cameNew = false;
    this.#refusalsDue = setTimeout(() => {
      this.#refusalsDue = null;
      if (this.#refusals.length === 0) return;
      if (this.#cameNew) this.#flushRefusals();
      else this.#flushSoon();
    }, QUIET_MS);
  }

  /**
   * Flushes in the first turn of the event loop that brings nobody new: those who come together share one commit, and a
   * lone request waits for one empty turn.
   */
  #flushSoon(): void {
    if (this.#flushDue) return;
    this.#flushDue = true;
    const since = this.#parts.clock.elapsed();
    let seen = 0;
    const turn = (): void => {
      const waiting = this.#waitingCount;
      if (waiting > seen && waiting < this.#batch && this.#parts.clock.elapsed() - since < GATHER_MS) {
        seen = waiting;
        setImmediate(turn);
        return;
      }
      this.#flushDue = false;
      this.#flush();
      if (this.#waiting.length > 0) this.#flushSoon();
      else if (this.#refusals.length > 0) this.#flushRefusals();
    };
    setImmediate(turn);
  }

  #flush(): void {
    const batch = this.#waiting.splice(0, this.#batch);
    batch.push(...this.#refusals.splice(0, this.#batch - batch.length));
    const now = this.#parts.clock.elapsed();
    for (const { entry, startedAt } of batch) factsOf(entry).durationMs = now - startedAt;
    this.#write(batch);
    const done = this.#parts.clock.elapsed();
    this.#refusalsFrom = done + (done - now) * (REFUSALS_SHARE - 1);
  }

  #write(batch: Waiting[]): void {
    const backlog = this.#unlogged.map((request): Entry => ({ type: 'log', request }));
    let written: Written[];
    try {
      written = this.#parts.writer.writeBatch([...backlog, ...batch.map(({ entry }) => entry)]).slice(backlog.length);
    } catch (error) {
      this.#writeFailed(batch, error);
      return;
    }
    this.#unlogged = [];
    if (batch.some(({ entry }) => entry.type !== 'log' && factsOf(entry).bytes >= this.#bytesFailed)) {
      this.#setObstacle(null);
    }
    this.#tell(batch, written);
  }

  #tell(batch: readonly Waiting[], written: readonly Written[]): void {
    const changes = written.map(({ change }) => change).filter((change) => change !== null);
    for (const [index, { entry, answer, resolve }] of batch.entries()) {
      const own = written[index] ?? null;
      const isKnown = entry.type === 'quarantine' && own?.outcome === 'repeat';
      resolve({ ...(isKnown ? ANSWERS.accepted : answer), written: own });
    }
    for (const [index, { entry, secret, endsWeak }] of batch.entries()) {
      if (entry.type !== 'admit' || written[index]?.outcome !== 'accepted') continue;
      this.#parts.accepted(entry.message, secret, entry.facts.origin ?? 'sender');
      if (endsWeak !== null) this.#parts.weakEnded(endsWeak, entry.message.msgType);
    }
    if (changes.length > 0) this.#parts.changed(changes);
    if (changes.length < written.length) this.#parts.counted();
  }

  /** Trouble of the disk fails everybody who waited; trouble with one message must not fail the others. */
  #writeFailed(batch: Waiting[], error: unknown): void {
    const shared = isStorageError(error);
    if (!shared && this.#unlogged.length > 0) {
      this.#logApart();
      this.#write(batch);
      return;
    }
    if (!shared && batch.length > 1) {
      for (const waiting of batch) this.#write([waiting]);
      return;
    }
    const reason = storageTrouble(error);
    this.#parts.log.error({ err: error, requests: batch.length }, 'messages could not be stored');
    for (const { entry } of batch) this.#bytesFailed = Math.max(this.#bytesFailed, factsOf(entry).bytes);
    if (shared) this.#setObstacle(reason);
    for (const { entry, answer, resolve } of batch) {
      // A request that was refused anyway keeps its answer: only what should have been kept has failed.
      const answered = entry.type === 'log' ? answer : ANSWERS.notStored;
      this.#remember(entry.type === 'log' ? entry.request : failedRequest(entry, reason));
      resolve({ ...answered, written: null });
    }
  }

  /** Logs what waits for it apart from messages, or gives it up: it must never stand in their way. */
  #logApart(): void {
    const backlog = this.#unlogged;
    this.#unlogged = [];
    try {
      this.#parts.writer.writeBatch(backlog.map((request): Entry => ({ type: 'log', request })));
    } catch (error) {
      this.#parts.log.error(
        { err: error, requests: backlog.length },
        'requests that failed could not be logged either',
      );
    }
  }

  #remember(request: LoggedRequest): void {
    if (this.#unlogged.length < UNLOGGED_KEPT) this.#unlogged.push(request);
  }

  /** Room is there when what failed would fit now. */
  #lookForRoom(): void {
    try {
      this.#parts.writer.tryRoom(this.#bytesFailed);
    } catch {
      return;
    }
    this.#setObstacle(null);
    this.#write([]);
  }

  /** Told once a run: whoever sees such signatures can compute the secret, and one line among thousands is not read. */
  #warnOfLeak(msgType: string | null): void {
    if (this.#leakTold) return;
    this.#leakTold = true;
    this.#parts.log.warn(
      { msgType },
      'AutoX3 signs with a part of the app secret only, which gives the secret away to whoever sees enough messages: have it changed, keep the callback address secret and use HTTPS',
    );
  }

  #setObstacle(obstacle: Obstacle | null): void {
    if (obstacle === this.#obstacle) return;
    this.#obstacle = obstacle;
    this.#parts.obstacle(obstacle);
    if (obstacle === null && this.#healing !== null) {
      clearInterval(this.#healing);
      this.#healing = null;
    }
    if (obstacle === null) this.#bytesFailed = 0;
    else this.#healing ??= setInterval(() => this.#lookForRoom(), HEAL_EVERY_MS).unref();
  }
}

function factsOf(entry: Entry): RequestFacts {
  return entry.type === 'admit' ? entry.facts : entry.request;
}

function failedRequest(entry: Extract<Entry, { type: 'admit' | 'quarantine' }>, reason: Reason): LoggedRequest {
  const facts = factsOf(entry);
  const { msgId, msgType } = entry.type === 'admit' ? entry.message : entry.request;
  return { ...facts, outcome: 'failed', reason, httpStatus: 503, msgId, msgType };
}
