import type Database from 'better-sqlite3';
import type { VisitMessage } from '../../../shared/check-in.ts';
import type { MessageKind } from '../../../shared/delivery.ts';
import type { PhotoProblem } from '../../../shared/photo.ts';
import { instantOrNull } from '../instant.ts';
import { BY_HAND_COLUMNS, rowId, toVisitMessage, type VisitMessageRow } from './rows.ts';

/** A message of a visit as it was stored; `bytes` is its length, 0 once they were removed. */
export type StoredMessage = VisitMessage & { id: number; kind: MessageKind; sha256: string };

/** A photo that a message of a visit named. */
export type StoredPhoto = {
  url: string;
  state: 'waiting' | 'captured' | 'failed';
  problem: PhotoProblem | null;
  sha256: string | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  capturedAt: string | null;
};

type MessageRow = VisitMessageRow & { id: number; kind: MessageKind; raw_sha256: Buffer };
type PhotoRow = Omit<StoredPhoto, 'capturedAt'> & { captured_at: number | null };

/** What belongs to the visit with the number `$id`, each as a condition on a message: in a custody file is what one of them finds. */
const OF_A_VISIT = [
  'id = $id AND check_in_id = $id',
  'check_in_id = $id AND check_in_id <> id',
  `id IN (SELECT message_id FROM health_report
     WHERE service_order = (SELECT service_order FROM check_in WHERE check_in.id = $id))`,
] as const;

/** Reads what a custody file is made of. */
export class CustodyReader {
  readonly #messages: Database.Statement<[{ id: number }], MessageRow>;
  readonly #body: Database.Statement<[number], Buffer>;
  readonly #photos: Database.Statement<[number], PhotoRow>;
  readonly #station: Database.Statement<[], string>;

  constructor(db: Database.Database) {
    const found = OF_A_VISIT.map((those) => `SELECT id FROM message WHERE ${those}`).join(' UNION ');
    this.#messages = db.prepare(
      `SELECT id, msg_id, msg_type, kind, received_at, create_time, dialect, weak, proven, length(raw) AS bytes, raw_sha256,
         ${BY_HAND_COLUMNS}
       FROM message LEFT JOIN accepted_by_hand AS h ON proven = 0 AND h.body_sha256 = raw_sha256
       WHERE id IN (${found}) ORDER BY id`,
    );
    this.#body = db.prepare<[number], Buffer>('SELECT raw FROM message WHERE id = ?').pluck();
    this.#photos = db.prepare(
      `SELECT url, state, problem, sha256, bytes, width, height, captured_at FROM photo WHERE check_in_id = ? ORDER BY id`,
    );
    this.#station = db.prepare<[], string>('SELECT id FROM station_identity').pluck();
  }

  /** All messages on which a visit rests, of whatever kind, oldest first. */
  messagesOfVisit(id: string): StoredMessage[] {
    return this.#messages.all({ id: rowId(id) }).map((row) => ({
      ...toVisitMessage(row),
      id: row.id,
      kind: row.kind,
      sha256: row.raw_sha256.toString('hex'),
    }));
  }

  /** The bytes of a message; empty where they were removed or it is gone. */
  body(messageId: number): Buffer {
    return this.#body.get(messageId) ?? Buffer.alloc(0);
  }

  photosOfVisit(id: string): StoredPhoto[] {
    return this.#photos
      .all(rowId(id))
      .map(({ captured_at, ...photo }) => ({ ...photo, capturedAt: instantOrNull(captured_at) }));
  }

  /** The number of this station's database. */
  stationId(): string {
    return this.#station.get() ?? '';
  }
}
