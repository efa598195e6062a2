import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type Check, type Finding, FindingKind, FindingOutcome } from '../../../shared/backup.ts';
import { instant } from '../instant.ts';
import { Arrivals } from './arrivals.ts';
import { DERIVED } from './check-in-writer.ts';
import type { DerivedValues } from './full-check.ts';
import { FETCH_AGAIN } from './photo-store.ts';
import { SearchIndex } from './search.ts';

/** A finding as the log keeps it; the time is that of its check, in ms since 1970. */
export type LoggedFinding = Omit<Finding, 'at'>;

const FindingRow = z.object({
  kind: FindingKind,
  outcome: FindingOutcome,
  check_in_id: z.number().nullable(),
  detail: z.string(),
});

const CHECKS_KEPT = 100;
const CHECKS_SHOWN = 10;
const EXAMPLES = 20;

/** Mends single rows of the database in use, and keeps the log of checks. */
export class DataRepair {
  readonly #db: Database.Database;
  readonly #search: SearchIndex;
  readonly #message: Database.Statement<[Uint8Array, number, Uint8Array]>;
  readonly #derived: Database.Statement<unknown[]>;
  readonly #forgetFile: Database.Statement<[string]>;
  readonly #photoAgain: Database.Statement<[string]>;
  readonly #log: Database.Transaction<(kind: Check['kind'], at: number, findings: readonly LoggedFinding[]) => void>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#search = new SearchIndex(db, new Arrivals(db));
    // What lost its personal data after the copy was taken that was looked at stays without.
    this.#message = db.prepare('UPDATE message SET raw = ? WHERE id = ? AND raw_sha256 = ? AND length(raw) > 0');
    this.#derived = db.prepare(
      `UPDATE check_in SET ${DERIVED.map((column) => `${column} = ?`).join(', ')} WHERE id = ? AND message_id = ?
       AND personal_removed_at IS NULL`,
    );
    this.#forgetFile = db.prepare('INSERT INTO photo_to_remove (sha256) VALUES (?) ON CONFLICT DO NOTHING');
    this.#photoAgain = db.prepare(FETCH_AGAIN);
    const check = db.prepare<[string, number, number]>('INSERT INTO data_check (kind, at, findings) VALUES (?, ?, ?)');
    const finding = db.prepare<[string, string, number | null, number, string]>(
      'INSERT INTO data_finding (kind, outcome, check_in_id, check_at, detail) VALUES (?, ?, ?, ?, ?)',
    );
    const trim = db.prepare(
      `DELETE FROM data_check WHERE id NOT IN (SELECT id FROM data_check ORDER BY id DESC LIMIT ${CHECKS_KEPT})`,
    );
    const trimFindings = db.prepare('DELETE FROM data_finding WHERE check_at NOT IN (SELECT at FROM data_check)');
    this.#log = db.transaction((kind, at, findings) => {
      check.run(kind, at, findings.length);
      for (const { kind: what, outcome, checkInId, detail } of findings) {
        finding.run(what, outcome, checkInId === null ? null : Number(checkInId), at, detail.slice(0, 500));
      }
      trim.run();
      trimFindings.run();
    });
  }

  /** Mends several rows in one transaction: a commit for each would hold up intake for minutes where much is wrong. */
  inOne<Answer>(work: () => Answer): Answer {
    return this.#db.transaction(work).immediate();
  }

  /** Puts the bytes of a message back, unless they were removed. Answers whether they are those that were received. */
  message(id: number, raw: Uint8Array): boolean {
    return this.#message.run(raw, id, hash('sha256', raw, 'buffer')).changes === 1;
  }

  /** Shows a visit as its message says, unless a newer one has come or its personal data have gone meanwhile; in the caller's transaction. */
  derived(id: number, { messageId, values }: DerivedValues): boolean {
    if (this.#derived.run(...values, id, messageId).changes === 0) return false;
    this.#search.refresh(id);
    return true;
  }

  /** Marks a photo whose file is lost: it is fetched once more, and shown as missing where that fails. */
  photoLost(sha256: string): void {
    this.#photoAgain.run(sha256);
  }

  /** The file of a photo that no visit shows is to go. */
  photoRemoved(sha256: string): void {
    this.#forgetFile.run(sha256);
  }

  /** The visits that show a photo. */
  visitsOfPhoto(sha256: string): number[] {
    return this.#db
      .prepare<[string], number>('SELECT DISTINCT check_in_id FROM photo WHERE sha256 = ?')
      .pluck()
      .all(sha256);
  }

  logCheck(kind: Check['kind'], at: number, findings: readonly LoggedFinding[]): void {
    this.#log.immediate(kind, at, findings);
  }

  lastCheckAt(kind: Check['kind']): number | null {
    const at = this.#db
      .prepare<[string], number>('SELECT at FROM data_check WHERE kind = ? ORDER BY id DESC LIMIT 1')
      .pluck()
      .get(kind);
    return at ?? null;
  }

  /** The checks that are worth showing, newest first: those with findings, and the last of each kind. */
  checks(): Check[] {
    const rows = this.#db
      .prepare<[], { kind: Check['kind']; at: number; findings: number }>(
        `SELECT kind, at, findings FROM data_check WHERE findings > 0 OR id IN (SELECT max(id) FROM data_check GROUP BY kind)
         ORDER BY at DESC LIMIT ${CHECKS_SHOWN}`,
      )
      .all();
    const examples = this.#db.prepare<[number]>(
      `SELECT kind, outcome, check_in_id, detail FROM data_finding WHERE check_at = ? ORDER BY id LIMIT ${EXAMPLES}`,
    );
    return rows.map(({ kind, at, findings }) => ({
      kind,
      at: instant(at),
      findings,
      examples: z
        .array(FindingRow)
        .parse(examples.all(at))
        .map(({ check_in_id: id, ...finding }) => ({
          ...finding,
          checkInId: id === null ? null : String(id),
          at: instant(at),
        })),
    }));
  }

  /** When the first message was received, in ms since 1970; null while there is none. */
  firstReceivedAt(): number | null {
    return this.#db.prepare<[], number>('SELECT received_at FROM message ORDER BY id LIMIT 1').pluck().get() ?? null;
  }

  stationId(): string {
    return String(this.#db.prepare('SELECT id FROM station_identity').pluck().get());
  }

  messageCount(): number {
    return Number(this.#db.prepare('SELECT count(*) FROM message').pluck().get());
  }
}
