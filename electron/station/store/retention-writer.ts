import type Database from 'better-sqlite3';
import type { Lane, SetAsideReason } from '../../../shared/check-in.ts';
import type { Outcome } from '../../../shared/delivery.ts';
import type { RemovalKind } from '../../../shared/retention-settings.ts';
import type { StoreFigures } from './entries.ts';
import type { KnownMessages } from './known-messages.ts';
import type { SearchIndex } from './search.ts';
import { comparedPlate } from './vehicle-identity.ts';

/** What a slice of a removal has come to. */
export type Removed = {
  visits: number;
  messages: number;
  photos: number;
  photoBytes: number;
  quarantined: number;
  ticks: number;
};

/** Why something is removed: by a term of so many days, or because somebody asked. */
export type RemovalCause = { cause: 'term'; days: number } | { cause: 'request' };

type Bounds = { before: number; limit: number };
type Standing = { lane: Lane; set_aside: SetAsideReason | null; plate: string | null };
type Gone = { id: number; bytes: number };

/**
 * So many rows of the delivery log are looked at in a slice, the oldest: they lie in the order of their times but for a clock
 * that jumped, and an index would cost each message that arrives.
 */
const OLDEST_DELIVERIES = 1_000;

const NOTHING: Removed = { visits: 0, messages: 0, photos: 0, photoBytes: 0, quarantined: 0, ticks: 0 };

/** Tables that have columns of their own for whatever is done with a visit are emptied of it, whoever adds them. */
const OF_A_VISIT = `SELECT t.name AS name, f."from" AS column FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
  WHERE t.type = 'table' AND f."table" = 'check_in' AND t.name NOT IN ('message', 'check_in')`;

/**
 * Removes what has been kept long enough, a slice at a time; a slice is one transaction with its line in the log, so that it
 * is whole or not there. Files, and traces in the file of the database, go afterwards, from marks that the same slice sets.
 */
export class RetentionWriter {
  readonly #db: Database.Database;
  readonly #figures: StoreFigures;
  readonly #search: SearchIndex;
  readonly #known: KnownMessages;
  readonly #personalDue: Database.Statement<[Bounds], number>;
  readonly #visitsDue: Database.Statement<[Bounds], number>;
  readonly #forgetPerson: Database.Statement<[{ id: number; at: number }]>;
  readonly #emptyMessages: Database.Statement<[{ id: number }]>[];
  readonly #dropReports: Database.Statement<[{ id: number }]>;
  readonly #emptyAside: Database.Statement<[Bounds]>;
  readonly #emptyMessage: Database.Statement<[number]>;
  readonly #dropQuarantine: Database.Statement<[Bounds], Gone>;
  readonly #dropQuarantined: Database.Statement<[number], Gone>;
  readonly #dropAside: Database.Statement<[Bounds]>;
  readonly #forgetTicks: Database.Statement<[Bounds]>;
  readonly #dropFetchedOf: Database.Statement<[{ plate: string }]>;
  readonly #dropFetched: Database.Statement<[Bounds]>;
  readonly #dropDeliveries: Database.Statement<[Bounds], Outcome>;
  readonly #standing: Database.Statement<[number], Standing>;
  readonly #photosOf: Database.Statement<[number], { sha256: string; bytes: number | null }>;
  readonly #photosDue: Database.Statement<[Bounds], { id: number; sha256: string; bytes: number | null }>;
  readonly #forgetPhoto: Database.Statement<[number]>;
  readonly #forgetFile: Database.Statement<[string]>;
  readonly #rememberBytes: Database.Statement<[{ id: number }]>[];
  readonly #rememberQuarantined: Database.Statement<[number]>;
  readonly #dropMessages: Database.Statement<[{ id: number }]>[];
  readonly #dropOfVisit: Database.Statement<[{ id: number }]>[];
  readonly #begin: Database.Statement<[RemovalKind, string, number | null, number]>;
  readonly #underWay: Database.Statement<[RemovalKind], number>;
  readonly #add: Database.Statement<[Removed & { id: number }]>;
  readonly #end: Database.Statement<[number, number]>;
  readonly #endAll: Database.Statement<[number]>;
  readonly #setTraces: Database.Statement<[]>;
  #removals = 0;
  readonly #inTransaction: Database.Transaction<(work: () => Removed) => Removed>;

  constructor(db: Database.Database, parts: { figures: StoreFigures; search: SearchIndex; known: KnownMessages }) {
    this.#db = db;
    this.#figures = parts.figures;
    this.#search = parts.search;
    this.#known = parts.known;
    const due = 'SELECT id FROM check_in WHERE arrived_at < $before';
    this.#personalDue = db
      .prepare<[Bounds], number>(`${due} AND personal_removed_at IS NULL ORDER BY arrived_at LIMIT $limit`)
      .pluck();
    this.#visitsDue = db.prepare<[Bounds], number>(`${due} ORDER BY arrived_at LIMIT $limit`).pluck();
    this.#forgetPerson = db.prepare(
      `UPDATE check_in SET owner_first_name = NULL, owner_last_name = NULL, owner_gender = NULL, owner_mobile = NULL,
       remark = NULL, belongings = '[]', belongings_count = 0, desk_note = NULL, personal_removed_at = $at WHERE id = $id`,
    );
    // A visit has the number of its first message: only later ones have an index to be found by.
    const ofVisit = ['id = $id AND check_in_id = $id', 'check_in_id = $id AND check_in_id <> id'];
    const reports = `id IN (SELECT message_id FROM health_report
      WHERE service_order = (SELECT service_order FROM check_in WHERE id = $id))`;
    this.#emptyMessages = [...ofVisit, `${reports} AND length(raw) > 0`].map((those) =>
      db.prepare(`UPDATE message SET raw = x'' WHERE ${those}`),
    );
    this.#dropReports = db.prepare(`DELETE FROM message WHERE ${reports}`);
    const aside = 'SELECT id FROM message WHERE check_in_id IS NULL AND received_at < $before';
    this.#emptyAside = db.prepare(
      `UPDATE message SET raw = x'' WHERE id IN (${aside} AND length(raw) > 0 ORDER BY received_at LIMIT $limit)`,
    );
    this.#emptyMessage = db.prepare("UPDATE message SET raw = x'' WHERE id = ? AND check_in_id IS NULL");
    this.#dropQuarantine = db.prepare(
      `DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE first_at < $before LIMIT $limit)
       RETURNING id, length(body) AS bytes`,
    );
    this.#dropQuarantined = db.prepare('DELETE FROM quarantine WHERE id = ? RETURNING id, length(body) AS bytes');
    this.#dropAside = db.prepare(`DELETE FROM message WHERE id IN (${aside} ORDER BY received_at LIMIT $limit)`);
    this.#forgetTicks = db.prepare(
      `UPDATE blind_tick SET who = '', note = '' WHERE (loses_from, loses_to) IN (
         SELECT loses_from, loses_to FROM blind_tick WHERE at < $before AND (who <> '' OR note <> '') LIMIT $limit)`,
    );
    const noVisit = 'NOT EXISTS (SELECT 1 FROM vehicle_visit AS v WHERE v.plate = fetched_report.plate)';
    this.#dropFetchedOf = db.prepare(`DELETE FROM fetched_report WHERE plate = $plate AND ${noVisit}`);
    this.#dropFetched = db.prepare(
      `DELETE FROM fetched_report WHERE (plate, release_date, address) IN (
         SELECT plate, release_date, address FROM fetched_report WHERE fetched_at < $before AND ${noVisit} LIMIT $limit)`,
    );
    this.#dropDeliveries = db
      .prepare<[Bounds], Outcome>(
        `DELETE FROM delivery WHERE id IN (
           SELECT id FROM (SELECT id, received_at FROM delivery ORDER BY id LIMIT ${OLDEST_DELIVERIES})
           WHERE received_at < $before LIMIT $limit)
         RETURNING outcome`,
      )
      .pluck();
    this.#standing = db.prepare('SELECT lane, set_aside, plate FROM check_in WHERE id = ?');
    this.#photosOf = db.prepare("SELECT sha256, bytes FROM photo WHERE check_in_id = ? AND state = 'captured'");
    this.#photosDue = db.prepare(
      `SELECT id, sha256, bytes FROM photo WHERE state = 'captured' AND captured_at < $before
       ORDER BY captured_at LIMIT $limit`,
    );
    this.#forgetPhoto = db.prepare(
      `UPDATE photo SET state = 'failed', problem = 'removed', sha256 = NULL, width = NULL, height = NULL, bytes = NULL
       WHERE id = ?`,
    );
    this.#forgetFile = db.prepare('INSERT INTO photo_to_remove (sha256) VALUES (?) ON CONFLICT DO NOTHING');
    const tables = db.prepare<[], { name: string; column: string }>(OF_A_VISIT).all();
    this.#dropOfVisit = [
      ...tables.map(({ name, column }) => `"${name}" WHERE "${column}" = $id`),
      'check_in WHERE id = $id',
    ].map((those) => db.prepare(`DELETE FROM ${those}`));
    this.#dropMessages = ofVisit.map((those) => db.prepare(`DELETE FROM message WHERE ${those}`));
    const remember = 'INSERT OR IGNORE INTO removed_bytes SELECT';
    this.#rememberBytes = [...ofVisit, reports].map((those) =>
      db.prepare(`${remember} raw_sha256 FROM message WHERE ${those}`),
    );
    this.#rememberQuarantined = db.prepare(`${remember} body_sha256 FROM quarantine WHERE id = ?`);
    this.#begin = db.prepare('INSERT INTO removal (kind, cause, days, began_at) VALUES (?, ?, ?, ?)');
    this.#underWay = db
      .prepare<[RemovalKind], number>("SELECT id FROM removal WHERE kind = ? AND cause = 'term' AND ended_at IS NULL")
      .pluck();
    this.#add = db.prepare(
      `UPDATE removal SET visits = visits + $visits, messages = messages + $messages, photos = photos + $photos,
       photo_bytes = photo_bytes + $photoBytes, quarantined = quarantined + $quarantined, ticks = ticks + $ticks
       WHERE id = $id`,
    );
    this.#end = db.prepare('UPDATE removal SET ended_at = ? WHERE id = ?');
    this.#endAll = db.prepare('UPDATE removal SET ended_at = ? WHERE ended_at IS NULL');
    this.#setTraces = db.prepare('UPDATE removal_traces SET remain = 1');
    this.#inTransaction = db.transaction((work) => work());
  }

  /** How often something has been removed since the start. */
  get removals(): number {
    return this.#removals;
  }

  /** Removes up to `limit` of what is older than `before` by a term; answers whether there may be more. */
  slice(kind: RemovalKind, { days, before, limit, at }: Bounds & { days: number; at: number }): boolean {
    const bounds = { before, limit };
    const isMore = { now: false };
    this.#remove(kind, { cause: 'term', days }, at, () => {
      const removed = this.#due(kind, bounds, at);
      isMore.now = removed !== null;
      return removed ?? NOTHING;
    });
    return isMore.now;
  }

  /** Says in the log that all which a term had to remove is gone. */
  ended(at: number): void {
    this.#endAll.run(at);
  }

  /** Removes what one person asks for, all at once; the number of its line in the log, and what it came to. */
  removeOf(
    kind: 'personal' | 'visits',
    ids: readonly number[],
    holding: { messages: readonly number[]; quarantined: readonly number[] },
    at: number,
  ): { id: number; removed: Removed } {
    let log = 0;
    const removed = this.#remove(
      kind,
      { cause: 'request' },
      at,
      () => {
        // What goes by a term goes again by itself when a backup brings it back; this would not.
        if (kind === 'visits') for (const id of ids) for (const remember of this.#rememberBytes) remember.run({ id });
        for (const id of holding.quarantined) this.#rememberQuarantined.run(id);
        const visits = kind === 'personal' ? this.#forgetPersons(ids, at) : this.#dropVisits(ids);
        const messages = holding.messages.map((id) => this.#emptyMessage.run(id).changes).reduce((a, b) => a + b, 0);
        const quarantined = holding.quarantined.flatMap((id) => this.#dropQuarantined.all(id));
        this.#countQuarantine(quarantined);
        return { ...visits, messages: visits.messages + messages, quarantined: quarantined.length };
      },
      (id) => {
        log = id;
        this.#end.run(at, id);
      },
    );
    return { id: log, removed };
  }

  /**
   * Removes again what an older copy of the data has brought back: visits whole, and personal data as of the times given.
   * The log has its line already.
   */
  removeAgain(visits: readonly number[], persons: readonly { id: number; at: number }[]): void {
    if (visits.length + persons.length === 0) return;
    this.#inTransaction(() => {
      for (const { id, at } of persons) this.#forgetPersons([id], at);
      this.#leaveTraces();
      return this.#dropVisits(visits);
    });
  }

  /** What is due of one kind, in the caller's transaction; null when nothing is. */
  #due(kind: RemovalKind, bounds: Bounds, at: number): Removed | null {
    switch (kind) {
      case 'personal': {
        const visits = this.#forgetPersons(this.#personalDue.all(bounds), at);
        const messages = this.#emptyAside.run(bounds).changes;
        const quarantined = this.#dropQuarantine.all(bounds);
        this.#countQuarantine(quarantined);
        const ticks = this.#forgetTicks.run(bounds).changes;
        const isAny = visits.visits + messages + quarantined.length + ticks > 0;
        return isAny
          ? { ...visits, messages: visits.messages + messages, quarantined: quarantined.length, ticks }
          : null;
      }
      case 'photos': {
        const photos = this.#photosDue.all(bounds);
        for (const { id, sha256 } of photos) {
          this.#forgetPhoto.run(id);
          this.#forgetFile.run(sha256);
        }
        const photoBytes = photos.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
        return photos.length === 0 ? null : { ...NOTHING, photos: photos.length, photoBytes };
      }
      case 'visits': {
        const visits = this.#dropVisits(this.#visitsDue.all(bounds));
        const messages = this.#dropAside.run(bounds).changes;
        this.#figures.otherMessages -= messages;
        const deliveries = this.#dropDeliveries.all(bounds);
        for (const outcome of deliveries) this.#figures.deliveries[outcome] -= 1;
        const ticks = this.#forgetTicks.run(bounds).changes;
        const reports = this.#dropFetched.run(bounds).changes;
        const isAny = visits.visits + messages + deliveries.length + ticks + reports > 0;
        return isAny ? { ...visits, messages: visits.messages + messages, ticks } : null;
      }
    }
  }

  #forgetPersons(ids: readonly number[], at: number): Removed {
    let messages = 0;
    for (const id of ids) {
      this.#forgetPerson.run({ id, at });
      for (const empty of this.#emptyMessages) messages += empty.run({ id }).changes;
      this.#search.refresh(id);
    }
    return { ...NOTHING, visits: ids.length, messages };
  }

  #dropVisits(ids: readonly number[]): Removed {
    const removed = { ...NOTHING };
    for (const id of ids) {
      const standing = this.#standing.get(id);
      if (standing === undefined) continue;
      for (const { sha256, bytes } of this.#photosOf.all(id)) {
        this.#forgetFile.run(sha256);
        removed.photos += 1;
        removed.photoBytes += bytes ?? 0;
      }
      const reports = this.#dropReports.run({ id }).changes;
      this.#figures.otherMessages -= reports;
      removed.messages += reports;
      for (const drop of this.#dropMessages) removed.messages += drop.run({ id }).changes;
      for (const drop of this.#dropOfVisit) drop.run({ id });
      this.#search.refresh(id);
      const plate = comparedPlate(standing.plate);
      // What was asked for a vehicle goes with its last visit.
      if (plate !== null) this.#dropFetchedOf.run({ plate });
      if (standing.set_aside === null) this.#figures.lanes[standing.lane] -= 1;
      removed.visits += 1;
    }
    return removed;
  }

  #leaveTraces(): void {
    this.#setTraces.run();
    this.#removals += 1;
  }

  #countQuarantine(gone: readonly Gone[]): void {
    this.#figures.quarantined -= gone.length;
    this.#figures.quarantinedBytes -= gone.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** One transaction, with its line in the log; a term goes on in the line that it began. */
  #remove(
    kind: RemovalKind,
    why: RemovalCause,
    at: number,
    work: () => Removed,
    done: (logId: number) => void = () => {},
  ): Removed {
    // Ids that trail would be lost with their messages, and a repeat be taken for new.
    if (kind === 'visits') this.#known.settle();
    const { lanes, deliveries } = this.#figures;
    const figures = { ...this.#figures, lanes: { ...lanes }, deliveries: { ...deliveries } };
    // SQLite would look through all messages for each visit that goes; all that names one goes with it.
    this.#db.pragma('foreign_keys = OFF');
    try {
      return this.#inTransaction.immediate(() => {
        const removed = work();
        if (removed === NOTHING) return removed;
        const underWay = why.cause === 'term' ? this.#underWay.get(kind) : undefined;
        const id =
          underWay ??
          Number(this.#begin.run(kind, why.cause, why.cause === 'term' ? why.days : null, at).lastInsertRowid);
        this.#add.run({ ...removed, id });
        this.#leaveTraces();
        done(id);
        return removed;
      });
    } catch (error) {
      Object.assign(this.#figures, figures);
      throw error;
    } finally {
      this.#db.pragma('foreign_keys = ON');
    }
  }
}
