import type Database from 'better-sqlite3';
import type { DeliveryFilter, Quarantined } from '../../../shared/deliveries.ts';
import type { Advice, ByHand, Delivery, Reason } from '../../../shared/delivery.ts';
import { instant } from '../instant.ts';
import type { Page } from './reader.ts';
import { BY_HAND_COLUMNS, type ByHandRow, type DeliveryRow, rowId, toByHand, toDelivery } from './rows.ts';

/** A delivery with what there is of it elsewhere. `raw` is empty where its bytes were removed, null where none were kept. */
export type StoredDelivery = {
  delivery: Delivery;
  raw: Buffer | null;
  isProven: boolean;
  checkInId: string | null;
  quarantinedId: string | null;
  laterId: string | null;
  byHand: ByHand | null;
};

/** A message in quarantine as it is judged again. Its first arrival in ms since 1970. */
export type QuarantinedBody = { id: number; firstAt: number; body: Buffer };

type QuarantineRow = {
  id: number;
  first_at: number;
  last_at: number;
  count: number;
  reason: Reason;
  advice: Advice | null;
  msg_id: string | null;
  msg_type: string | null;
  bytes: number;
};

type StoredRow = DeliveryRow &
  ByHandRow & {
    raw: Buffer | null;
    had_bytes: 0 | 1;
    message_proven: 0 | 1 | null;
    check_in_id: number | null;
    quarantine_id: number | null;
    later_id: number | null;
  };

const COLUMNS = [
  'id',
  'received_at',
  'origin',
  'outcome',
  'reason',
  'msg_id',
  'msg_type',
  'kind',
  'dialect',
  'weak',
  'proven',
  'http_status',
  'duration_ms',
  'bytes',
];

/** What each member of a filter asks of a row. */
const CONDITIONS = {
  outcome: 'outcome = $outcome',
  reason: 'reason = $reason',
  kind: 'kind = $kind',
  msgId: 'msg_id = $msgId',
  from: 'received_at >= $from',
  to: 'received_at < $to',
} satisfies Record<keyof DeliveryFilter, string>;

/** Reads the delivery log and the quarantine; both are bounded, so a filter without an index of its own may look through them. */
export class DeliveryReader {
  readonly #db: Database.Database;
  readonly #lists = new Map<string, Database.Statement<[Record<string, unknown>], DeliveryRow>>();
  readonly #delivery: Database.Statement<[number], StoredRow>;
  readonly #quarantine: Database.Statement<[number, number], QuarantineRow>;
  readonly #quarantined: Database.Statement<[number], QuarantineRow>;
  readonly #body: Database.Statement<[number], QuarantinedBody>;
  readonly #ids: Database.Statement<[], number>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#delivery = db.prepare(
      `SELECT ${COLUMNS.map((column) => `d.${column}`).join(', ')}, coalesce(m.raw, q.body) AS raw, m.proven AS message_proven,
         m.check_in_id, q.id AS quarantine_id, d.message_id IS NOT NULL OR d.outcome = 'quarantined' AS had_bytes,
         (SELECT max(l.id) FROM delivery l WHERE l.body_sha256 = d.body_sha256 AND l.id > d.id AND l.outcome <> 'quarantined')
           AS later_id, ${BY_HAND_COLUMNS}
       FROM delivery d LEFT JOIN message m ON m.id = d.message_id AND m.msg_id = d.msg_id
         LEFT JOIN quarantine q ON q.body_sha256 = d.body_sha256
         LEFT JOIN accepted_by_hand h ON d.origin = 'by-hand' AND h.body_sha256 = d.body_sha256
       WHERE d.id = ?`,
    );
    const quarantine = `SELECT id, first_at, last_at, count, reason, advice, msg_id, msg_type, length(body) AS bytes
      FROM quarantine WHERE id`;
    this.#quarantine = db.prepare(`${quarantine} < ? ORDER BY id DESC LIMIT ?`);
    this.#quarantined = db.prepare(`${quarantine} = ?`);
    this.#body = db.prepare('SELECT id, first_at AS firstAt, body FROM quarantine WHERE id = ?');
    this.#ids = db.prepare<[], number>('SELECT id FROM quarantine ORDER BY id').pluck();
  }

  /** A page of the log, of what the filter finds, from those before a number on. */
  list(filter: DeliveryFilter & { before?: number | undefined; limit: number }): Page<Delivery> {
    const { before = Number.MAX_SAFE_INTEGER, limit, from, to, ...rest } = filter;
    const asked = { ...rest, from: from && Date.parse(from), to: to && Date.parse(to) };
    const given = Object.entries(asked).filter(([, value]) => value !== undefined);
    const names = given.map(([name]) => CONDITIONS[name as keyof DeliveryFilter]);
    const where = ['id < $before', ...names].join(' AND ');
    const known = this.#lists.get(where);
    const statement =
      known ??
      this.#db.prepare<[Record<string, unknown>], DeliveryRow>(
        `SELECT ${COLUMNS.join(', ')} FROM delivery WHERE ${where} ORDER BY id DESC LIMIT $limit`,
      );
    if (known === undefined) this.#lists.set(where, statement);
    const rows = statement.all({ ...Object.fromEntries(given), before, limit: limit + 1 });
    return pageOf(rows, limit, toDelivery);
  }

  delivery(id: string): StoredDelivery | null {
    const row = this.#delivery.get(rowId(id));
    if (row === undefined) return null;
    return {
      delivery: toDelivery(row),
      raw: row.raw ?? (row.had_bytes === 1 ? Buffer.alloc(0) : null),
      isProven: row.message_proven === 1,
      checkInId: textOf(row.check_in_id),
      quarantinedId: textOf(row.quarantine_id),
      laterId: textOf(row.later_id),
      byHand: toByHand(row),
    };
  }

  quarantine(before: number | undefined, limit: number): Page<Quarantined> {
    return pageOf(this.#quarantine.all(before ?? Number.MAX_SAFE_INTEGER, limit + 1), limit, toQuarantined);
  }

  quarantined(id: string): Quarantined | null {
    const row = this.#quarantined.get(rowId(id));
    return row === undefined ? null : toQuarantined(row);
  }

  quarantinedBody(id: number): QuarantinedBody | null {
    return this.#body.get(id) ?? null;
  }

  /** Of all that lie in quarantine, oldest first. */
  quarantinedIds(): number[] {
    return this.#ids.all();
  }
}

/** Rows are asked for one beyond the limit: that one tells whether there is more. */
function pageOf<Row extends { id: number }, Item>(rows: Row[], limit: number, toItem: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  return { items: shown.map(toItem), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

const textOf = (id: number | null): string | null => (id === null ? null : String(id));

function toQuarantined(row: QuarantineRow): Quarantined {
  return {
    id: String(row.id),
    firstAt: instant(row.first_at),
    lastAt: instant(row.last_at),
    count: row.count,
    reason: row.reason,
    advice: row.advice,
    msgId: row.msg_id,
    msgType: row.msg_type,
    bytes: row.bytes,
  };
}
