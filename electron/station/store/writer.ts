import type Database from 'better-sqlite3';
import { type MessageKind, Outcome } from '../../../shared/delivery.ts';
import { DEFAULT_RECEPTION, showsStore } from '../../../shared/reception-settings.ts';
import { type CheckInContent, type ReportContent, saysNothing } from '../autox3/messages.ts';
import { Arrivals } from './arrivals.ts';
import { CheckInWriter, type DeskState, untouched } from './check-in-writer.ts';
import { DeskWriter } from './desk-writer.ts';
import type {
  AdmittedMessage,
  CheckInChange,
  Entry,
  HandAcceptance,
  LoggedRequest,
  RequestFacts,
  StoreFigures,
  Written,
} from './entries.ts';
import { readFigures } from './figures.ts';
import { HealthReportWriter } from './health-reports.ts';
import { KnownMessages } from './known-messages.ts';
import { MaintenancePlanWriter } from './maintenance-plans.ts';
import { MessageRuns } from './message-runs.ts';
import { QuarantineWriter } from './quarantine-writer.ts';
import { RetentionWriter } from './retention-writer.ts';
import { SearchIndex } from './search.ts';

/** A message that a relay has had for longer than this, in ms, when it is stored here came late: this PC was away meanwhile. */
const LATE_MS = 120_000;
/** Rows of the delivery log kept for each outcome: a flood of refused requests never pushes out accepted ones. */
const DELIVERIES_KEPT = {
  accepted: 100_000,
  repeat: 20_000,
  quarantined: 20_000,
  refused: 20_000,
  failed: 20_000,
} satisfies Record<Outcome, number>;
/** What a message takes beside its body and what is derived from it: rows, indexes, its delivery. */
const ROOM_MARGIN = 65_536;
/** The log is cut back after this many new rows, so it holds at most this many more than it keeps. */
const TRIM_EVERY = 1_000;

const NO_BYTES = new Uint8Array();
/** What is not known of a request whose message was not read. */
const UNREAD = { kind: null, dialect: null, weak: false, proven: false };
/** A message that is stored again, with the number that it had. */
export type FoundMessage = { id: number; message: AdmittedMessage };

/** What a second reading of a message has come to; without a change it is of a store that the desk does not show, or of no visit here. */
export type ReadAgain = { kind: MessageKind; change: CheckInChange | null };

/** The one writer of the station's database. Every method is one transaction, on disk when it returns. */
export class StationWriter {
  readonly figures: StoreFigures;
  readonly arrivals: Arrivals;
  readonly search: SearchIndex;
  readonly known: KnownMessages;
  readonly runs: MessageRuns;
  readonly desk: DeskWriter;
  /** Told of each check-in that arrives, in the transaction that makes it. */
  onArrival: (checkInId: number, at: number) => void = () => {};
  /** Which stores are shown, and what becomes of the others' check-ins. */
  reception = () => DEFAULT_RECEPTION;
  readonly retention: RetentionWriter;
  readonly #db: Database.Database;
  readonly #checkIns: CheckInWriter;
  readonly #reports: HealthReportWriter;
  readonly #plans: MaintenancePlanWriter;
  readonly quarantine: QuarantineWriter;
  readonly #knowSignature: Database.Statement<[number, Uint8Array]>;
  readonly #knowUnproven: Database.Statement<[string, Uint8Array]>;
  readonly #isKnownUnproven: Database.Statement<[string, Uint8Array]>;
  readonly #acceptByHand: Database.Statement<[HandAcceptance & { sha256: Uint8Array }]>;
  readonly #insertMessage: Database.Statement<unknown[]>;
  readonly #renumberMessage: Database.Statement<unknown[]>;
  readonly #renumberDeliveries: Database.Statement<[number, MessageKind, number]>;
  readonly #isUnread: Database.Statement<[number]>;
  readonly #insertDelivery: Database.Statement<unknown[]>;
  readonly #trimDeliveries: Database.Statement<[string, number]>;
  readonly #takeRoom: Database.Statement<[number]>;
  readonly #giveRoom: Database.Statement<[]>;
  readonly #batch: Database.Transaction<(entries: readonly Entry[]) => Written[]>;
  readonly #readmission: Database.Transaction<(found: readonly FoundMessage[]) => number[]>;
  readonly #entering: Database.Transaction<(message: AdmittedMessage, who: string, at: number) => number>;
  readonly #secondReading: Database.Transaction<(found: readonly FoundMessage[], at: number) => (ReadAgain | null)[]>;
  #nextMessageId: number;
  #untilTrim = TRIM_EVERY;

  constructor(db: Database.Database) {
    this.#db = db;
    this.figures = readFigures(db);
    this.arrivals = new Arrivals(db);
    this.search = new SearchIndex(db, this.arrivals);
    this.known = new KnownMessages(db);
    this.runs = new MessageRuns(db);
    this.desk = new DeskWriter(db, this.figures, this.search);
    this.retention = new RetentionWriter(db, this);
    this.#checkIns = new CheckInWriter(db, this.search);
    this.#reports = new HealthReportWriter(db);
    this.#plans = new MaintenancePlanWriter(db);
    this.quarantine = new QuarantineWriter(db, this.figures);
    this.#knowSignature = db.prepare(
      'INSERT INTO known_signature (create_time, signature) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#knowUnproven = db.prepare(
      'INSERT INTO unproven_message (msg_id, body_sha256) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#isKnownUnproven = db.prepare('SELECT 1 FROM unproven_message WHERE msg_id = ? AND body_sha256 = ?');
    this.#acceptByHand = db.prepare(
      'INSERT INTO accepted_by_hand (body_sha256, at, name, reason) VALUES ($sha256, $at, $name, $reason)',
    );
    this.#insertMessage = db.prepare(
      `INSERT INTO message (id, received_at, create_time, msg_id, msg_type, kind, dialect, weak, proven, raw, raw_sha256, stored_late_at, check_in_id, is_dropped, is_unread)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#renumberMessage = db.prepare(
      'UPDATE message SET id = ?, kind = ?, raw = ?, check_in_id = ?, is_dropped = ?, is_unread = ? WHERE id = ?',
    );
    this.#renumberDeliveries = db.prepare(
      "UPDATE delivery SET message_id = ?, kind = ? WHERE message_id = ? AND kind <> 'check-in'",
    );
    this.#isUnread = db.prepare('SELECT 1 FROM message WHERE id = ? AND is_unread = 1');
    this.#insertDelivery = db.prepare(
      `INSERT INTO delivery (received_at, origin, outcome, reason, msg_id, msg_type, kind, dialect, weak, proven, http_status,
         duration_ms, bytes, message_id, body_sha256)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#trimDeliveries = db.prepare(
      'DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE outcome = ? ORDER BY id LIMIT ?)',
    );
    this.#takeRoom = db.prepare('INSERT INTO room (filler) VALUES (zeroblob(?))');
    this.#giveRoom = db.prepare('DELETE FROM room');
    this.#batch = db.transaction((entries) => {
      const written = entries.map((entry) => this.#write(entry));
      this.#trimWhenDue(entries.length);
      return written;
    });
    this.#readmission = db.transaction((found) => found.map(({ id, message }) => this.#readmit(id, message)));
    this.#secondReading = db.transaction((found, at) => found.map((one) => this.#readAgain(one, at)));
    this.#entering = db.transaction((message, who, at) => {
      const id = this.#nextMessageId;
      this.#store(message, at);
      this.#acceptByHand.run({ at, name: who, reason: null, sha256: message.rawSha256 });
      this.desk.move(String(id), 'new', 'seen', at);
      return id;
    });
    // Numbers of messages that were removed are not given again: what trails the messages has passed them.
    this.#nextMessageId =
      1 +
      Number(
        db
          .prepare(
            `SELECT max((SELECT coalesce(max(id), 0) FROM message), (SELECT message_id FROM known_mark),
             (SELECT message_id FROM photo_mark), (SELECT check_in_id FROM search_mark), (SELECT id FROM message_floor))`,
          )
          .pluck()
          .get(),
      );
  }

  /** Writes all entries in one transaction; throws, with nothing written, when it cannot be committed. */
  writeBatch(entries: readonly Entry[]): Written[] {
    return this.#orUndone(() => this.#batch.immediate(entries));
  }

  /**
   * Stores messages again that were acknowledged before, in one transaction, for a restore: each under its own number, or
   * the next one where that has gone by. Whoever calls it has looked that they are not there. Answers their numbers.
   */
  readmit(found: readonly FoundMessage[]): number[] {
    this.known.begin();
    return this.#readmission.immediate(found);
  }

  /**
   * Stores messages again of which nothing could be read before, and something can be now, in one transaction: each moves to
   * the next number, as if it had just come, at `at`, so that all that trails the messages comes to it. Null for one of which
   * something was read meanwhile, or that is gone.
   */
  storeAgain(found: readonly FoundMessage[], at: number): (ReadAgain | null)[] {
    return this.#orUndone(() => this.#secondReading.immediate(found, at));
  }

  /** Stores what `who` typed of a check-in, and has its visit stand in Seen since `at`, in one transaction; answers its number. */
  enter(message: AdmittedMessage, who: string, at: number): number {
    return this.#orUndone(() => this.#entering.immediate(message, who, at));
  }

  /** The number of a message that a restore stores without deriving from it: its own, or the next one where that has gone by. */
  numberFor(id: number): number {
    this.#nextMessageId = Math.max(this.#nextMessageId, id);
    return this.#nextMessageId++;
  }

  /** Whether this very body was accepted without proof before: by hand, or since the path was trusted. */
  isKnownUnproven(msgId: string | null, bodySha256: Uint8Array): boolean {
    return msgId !== null && this.#isKnownUnproven.get(msgId, bodySha256) !== undefined;
  }

  /** Throws while a message with a body of so many bytes could not be stored. Leaves nothing behind but the room. */
  tryRoom(bytes: number): void {
    this.#takeRoom.run(2 * bytes + ROOM_MARGIN);
    this.#giveRoom.run();
  }

  close(): void {
    this.#db.close();
  }

  /** Writes, and has everything in memory be as before where that fails. */
  #orUndone<T>(write: () => T): T {
    const { lanes, deliveries } = this.figures;
    const figures = { ...this.figures, lanes: { ...lanes }, deliveries: { ...deliveries } };
    const nextMessageId = this.#nextMessageId;
    const runs = this.runs.all;
    this.known.begin();
    try {
      return write();
    } catch (error) {
      Object.assign(this.figures, figures);
      this.#nextMessageId = nextMessageId;
      this.known.undo();
      this.runs.undo(runs);
      throw error;
    }
  }

  #write(entry: Entry): Written {
    switch (entry.type) {
      case 'admit':
        return this.#admit(entry);
      case 'quarantine':
        return this.#keepUnverified(entry);
      case 'log':
        this.#log(entry.request);
        return { outcome: entry.request.outcome, reason: entry.request.reason, change: null };
    }
  }

  #admit({ message, facts, from }: Extract<Entry, { type: 'admit' }>): Written {
    const repeat = this.#repeatOf(message);
    const messageId = repeat === null ? this.#nextMessageId : null;
    const byHand = from?.byHand ?? null;
    const reason = message.proven ? null : byHand === null ? 'path-trusted' : 'by-hand';
    const written: Written =
      repeat === null
        ? { outcome: 'accepted', reason, change: this.#store(asStored(message, facts), facts.receivedAt) }
        : { outcome: 'repeat', reason: repeat, change: null };
    if (from !== undefined) this.quarantine.drop(from.id);
    if (byHand !== null && repeat === null) this.#acceptByHand.run({ ...byHand, sha256: message.rawSha256 });
    const request = { ...facts, ...written, httpStatus: 200, msgId: message.msgId, msgType: message.msgType };
    this.#log(request, message, messageId, from === undefined ? null : message.rawSha256);
    this.#noteLast(facts, message, repeat !== null);
    this.#noteWay(facts, message, repeat !== null);
    return written;
  }

  /**
   * What somebody at the board does again shows nothing of who can reach this PC; but what verifies after its quarantine AutoX3 had
   * sent, when it first came.
   */
  #noteLast({ origin, receivedAt }: RequestFacts, message: AdmittedMessage, isRepeat: boolean): void {
    const { figures } = this;
    if (origin === undefined || origin === 'relay') figures.lastAcceptedAt = receivedAt;
    else if (origin === 'tried-again' && message.proven && !isRepeat)
      figures.lastAcceptedAt = Math.max(figures.lastAcceptedAt ?? 0, message.receivedAt);
  }

  /**
   * What a relay brings AutoX3 has sent to it, whether or not it came here before; what comes here once more says nothing. In doubt
   * AutoX3 sends here, where more could be missed: that counts without a proof, too.
   */
  #noteWay({ origin, receivedAt, relayedAt }: RequestFacts, message: AdmittedMessage, isRepeat: boolean): void {
    if (origin === 'relay' && message.proven)
      this.runs.add('relay', Math.min(relayedAt ?? message.receivedAt, receivedAt));
    else if (origin === undefined && !isRepeat) this.runs.add('direct', message.receivedAt);
  }

  /** What was accepted without proof before is a repeat; anything else waits in quarantine. */
  #keepUnverified(entry: Extract<Entry, { type: 'quarantine' }>): Written {
    const { request, bodySha256 } = entry;
    if (this.isKnownUnproven(request.msgId, bodySha256)) {
      const written = { outcome: 'repeat', reason: 'same-message' } as const;
      this.#log({ ...request, ...written, httpStatus: 200 });
      return { ...written, change: null };
    }
    this.quarantine.keep(entry);
    this.#log(request, UNREAD, null, bodySha256);
    return { outcome: 'quarantined', reason: request.reason, change: null };
  }

  #repeatOf(message: AdmittedMessage): 'same-message' | 'same-signature' | null {
    if (!message.proven) {
      return this.#knowUnproven.run(message.msgId, message.rawSha256).changes === 0 ? 'same-message' : null;
    }
    if (this.known.has(message.msgId)) return 'same-message';
    if (this.#knowSignature.run(message.createTime, message.signature).changes === 0) return 'same-signature';
    this.known.add(message.msgId);
    return null;
  }

  #readmit(id: number, message: AdmittedMessage): number {
    this.#nextMessageId = Math.max(this.#nextMessageId, id);
    if (message.proven) this.known.add(message.msgId);
    const stored = this.#nextMessageId;
    this.#store(message, message.receivedAt, { isNews: false });
    return stored;
  }

  #readAgain({ id, message }: FoundMessage, at: number): ReadAgain | null {
    if (this.#isUnread.get(id) === undefined) return null;
    this.#reports.forget(id);
    this.figures.otherMessages -= 1;
    if (message.proven) this.known.add(message.msgId);
    return { kind: message.kind, change: this.#store(message, at, { formerId: id }) };
  }

  /**
   * Stores a message that is not a repeat, or is stored under a former number already, and derives what it says. What it moves
   * it moves at `at`, when it became known here; what is no news moves nothing.
   */
  #store(
    message: AdmittedMessage,
    at: number,
    { isNews = true, formerId = null }: { isNews?: boolean; formerId?: number | null } = {},
  ): CheckInChange | null {
    const messageId = this.#nextMessageId++;
    const { checkIn } = message;
    const arrival = checkIn === null || this.#drops(checkIn) ? null : this.#derive(message, checkIn, messageId, at);
    const change = arrival ?? this.#storeContent(message, messageId, isNews ? at : null);
    const raw = this.#mayKeep(message, change) ? message.raw : NO_BYTES;
    const isDropped = message.kind === 'check-in' && arrival === null;
    const isUnread = !isDropped && raw.length > 0 && saysNothing(message);
    const derived = [arrival?.id ?? null, Number(isDropped), Number(isUnread)];
    if (formerId !== null) {
      this.#renumberMessage.run(messageId, message.kind, raw, ...derived, formerId);
      this.#renumberDeliveries.run(messageId, message.kind, formerId);
    } else
      this.#insertMessage.run(
        messageId,
        message.receivedAt,
        message.createTime,
        message.msgId,
        message.msgType,
        message.kind,
        message.dialect,
        Number(message.weak),
        Number(message.proven),
        raw,
        message.rawSha256,
        message.storedLateAt ?? null,
        ...derived,
      );
    if (arrival === null) this.figures.otherMessages += 1;
    return change;
  }

  /** Derives what a message says that is no check-in; answers the visit that shows it. */
  #storeContent(message: AdmittedMessage, messageId: number, newsAt: number | null): CheckInChange | null {
    const id =
      message.report !== null
        ? this.#storeReport(message, message.report, messageId, newsAt)
        : message.plan === null
          ? null
          : this.#plans.apply(message, message.plan, messageId);
    return id === null ? null : { id, cause: 'updated' };
  }

  /** What proves nothing changes no proven visit. */
  #storeReport(
    message: AdmittedMessage,
    report: ReportContent,
    messageId: number,
    newsAt: number | null,
  ): number | null {
    const visit = this.#reports.apply(message, report, messageId);
    if (visit === null) return null;
    if (newsAt !== null && Number(message.proven) >= visit.proven) this.desk.reported(visit.id, newsAt);
    return visit.id;
  }

  /** Whether the bytes of a message may be kept: they hold what was removed from its visit. A plan names nobody. */
  #mayKeep({ plan }: AdmittedMessage, change: CheckInChange | null): boolean {
    if (change === null || plan !== null || change.cause === 'arrived') return true;
    return !this.#checkIns.isWithoutPerson(change.id);
  }

  /** Of a check-in that the shop drops the message alone is kept; what is news of a visit that is here is never dropped. */
  #drops({ storeId, receiveBaseId }: CheckInContent): boolean {
    const reception = this.reception();
    return reception.others === 'drop' && !showsStore(reception, storeId) && !this.#checkIns.has(receiveBaseId);
  }

  #derive(message: AdmittedMessage, content: CheckInContent, messageId: number, at: number): CheckInChange {
    const isShown = showsStore(this.reception(), content.storeId);
    const arrived = untouched(message.receivedAt);
    const desk: DeskState = isShown
      ? arrived
      : { ...arrived, set_aside: 'other-store', set_aside_at: message.receivedAt };
    const applied = this.#checkIns.apply(message, content, messageId, () => desk);
    const { id, type } = applied;
    switch (type) {
      case 'made':
        if (!isShown) return { id, cause: 'arrived' };
        this.figures.lanes.new += 1;
        this.onArrival(id, message.receivedAt);
        return { id, cause: 'arrived' };
      case 'replaced':
        return { id, cause: this.desk.bringBack(id, applied, at) ? 'returned' : 'updated' };
      case 'outdated':
        return { id, cause: 'updated' };
    }
  }

  #log(
    request: LoggedRequest,
    message: Pick<AdmittedMessage, 'dialect' | 'weak' | 'proven'> & { kind: MessageKind | null } = UNREAD,
    messageId: number | null = null,
    bodySha256: Uint8Array | null = null,
  ): void {
    this.figures.deliveries[request.outcome] += 1;
    this.#insertDelivery.run(
      request.receivedAt,
      request.origin ?? 'sender',
      request.outcome,
      request.reason,
      request.msgId,
      request.msgType,
      message.kind,
      message.dialect,
      Number(message.weak),
      Number(message.proven),
      request.httpStatus,
      request.durationMs,
      request.bytes,
      messageId,
      bodySha256,
    );
  }

  #trimWhenDue(rows: number): void {
    this.#untilTrim -= rows;
    if (this.#untilTrim > 0) return;
    this.#untilTrim = TRIM_EVERY;
    const { deliveries } = this.figures;
    for (const outcome of Outcome.options) {
      const excess = deliveries[outcome] - DELIVERIES_KEPT[outcome];
      if (excess <= 0) continue;
      this.#trimDeliveries.run(outcome, excess);
      deliveries[outcome] -= excess;
    }
  }
}

/** A message with when it was stored, where it came late from the relay. */
function asStored(message: AdmittedMessage, { origin, receivedAt }: RequestFacts): AdmittedMessage {
  const isLate = origin === 'relay' && receivedAt - message.receivedAt > LATE_MS;
  return isLate ? { ...message, storedLateAt: receivedAt } : message;
}
