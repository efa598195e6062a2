import type Database from 'better-sqlite3';
import { BY_HAND, type Lane, type SetAsideReason } from '../../../shared/check-in.ts';
import type { CheckInContent } from '../autox3/messages.ts';
import type { AdmittedMessage } from './entries.ts';
import { photoUrls } from './photo-rows.ts';
import type { SearchIndex } from './search.ts';

/** The visit that a message belongs to, as far as it decides what the message may change, and where it stands. */
type Visit = {
  id: number;
  created_at: number;
  proven: number;
  lane: Lane;
  set_aside: SetAsideReason | null;
  personal_removed_at: number | null;
};

/** What a message has made of its visit: a new one, one that shows it now, or one that shows a newer message. */
export type Applied = { id: number; type: 'made' } | ({ type: 'replaced' } & Visit) | { id: number; type: 'outdated' };

/** What the desk has done with a visit: all that cannot be derived from messages. */
export const DESK_COLUMNS = [
  'lane',
  'lane_changed_at',
  'set_aside',
  'set_aside_at',
  'desk_note',
  'key_tag',
  'promised_at',
] as const;
export type DeskState = Record<(typeof DESK_COLUMNS)[number], string | number | null>;

/** What is derived of a visit's messages. */
export const DERIVED = [
  'service_order',
  'message_id',
  'created_at',
  'weak',
  'proven',
  'clipped',
  'plate',
  'vin',
  'brand',
  'style',
  'manufactured',
  'owner_first_name',
  'owner_last_name',
  'owner_gender',
  'owner_mobile',
  'odometer',
  'fuel',
  'lights',
  'damage',
  'damage_count',
  'photo_count',
  'belongings',
  'belongings_count',
  'remark',
  'adviser',
  'adviser_mobile',
  'store_id',
  'typed',
] as const;

/** Derives visits from check-in messages, one message after another in order of arrival, inside the caller's transaction. */
export class CheckInWriter {
  readonly #byServiceOrder: Database.Statement<[string], Visit>;
  readonly #byUnprovenTwin: Database.Statement<[string, number], Visit>;
  readonly #insert: Database.Statement<unknown[]>;
  readonly #update: Database.Statement<unknown[]>;
  readonly #count: Database.Statement<[number]>;
  readonly #withoutPerson: Database.Statement<[number]>;
  readonly #search: Pick<SearchIndex, 'refresh'>;
  /** Whether any visit rests on a not-proven message: almost no shop has one, so almost nobody pays for looking. */
  #anyUnproven: boolean;

  constructor(db: Database.Database, search: Pick<SearchIndex, 'refresh'>) {
    this.#search = search;
    this.#byServiceOrder = db.prepare(
      'SELECT id, created_at, proven, lane, set_aside, personal_removed_at FROM check_in WHERE service_order = ?',
    );
    this.#byUnprovenTwin = db.prepare(
      `SELECT c.id, c.created_at, c.proven, c.lane, c.set_aside, c.personal_removed_at FROM message m JOIN check_in c ON c.id = m.check_in_id
       WHERE m.msg_id = ? AND m.proven = 0 AND m.id < ? AND c.proven = 0 ORDER BY m.id LIMIT 1`,
    );
    this.#insert = db.prepare(
      `INSERT INTO check_in (id, arrived_at, message_count, ${[...DESK_COLUMNS, ...DERIVED].join(', ')})
       VALUES (?, ?, 1, ${[...DESK_COLUMNS, ...DERIVED].map(() => '?').join(', ')})`,
    );
    this.#update = db.prepare(
      `UPDATE check_in SET message_count = message_count + 1, ${DERIVED.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    );
    this.#anyUnproven = db.prepare('SELECT 1 FROM message WHERE proven = 0 LIMIT 1').get() !== undefined;
    this.#withoutPerson = db.prepare('SELECT 1 FROM check_in WHERE id = ? AND personal_removed_at IS NOT NULL');
    this.#count = db.prepare('UPDATE check_in SET message_count = message_count + 1 WHERE id = ?');
  }

  /**
   * Applies a check-in message: the visit it belongs to is made, or changed where this message is the newer one by
   * `createTime`. A not-proven message never changes a proven visit, a proven one always replaces a not-proven one.
   * Where the visit stands is the desk's and stays as it is.
   */
  apply(
    message: AdmittedMessage,
    content: CheckInContent,
    messageId: number,
    deskState: (id: number) => DeskState | undefined,
  ): Applied {
    if (!message.proven) this.#anyUnproven = true;
    const visit = this.#visitOf(message, content, messageId);
    if (visit === undefined) {
      const { receivedAt } = message;
      const desk = deskState(messageId) ?? untouched(receivedAt);
      const columns = derivedColumns(message, content, messageId);
      this.#insert.run(messageId, receivedAt, ...DESK_COLUMNS.map((column) => desk[column]), ...columns);
      return { id: messageId, type: 'made' };
    }
    const wins = Number(message.proven) !== visit.proven ? message.proven : message.createTime >= visit.created_at;
    if (!wins) {
      this.#count.run(visit.id);
      return { id: visit.id, type: 'outdated' };
    }
    const kept = visit.personal_removed_at === null ? content : withoutPerson(content);
    this.#update.run(...derivedColumns(message, kept, messageId), visit.id);
    this.#search.refresh(visit.id);
    return { type: 'replaced', ...visit };
  }

  /** Whether there is a visit of this service order. */
  has(serviceOrder: string | null): boolean {
    return serviceOrder !== null && this.#byServiceOrder.get(serviceOrder) !== undefined;
  }

  /** Whether the personal data of a visit were removed, so that no message may bring them back. */
  isWithoutPerson(id: number): boolean {
    return this.#withoutPerson.get(id) !== undefined;
  }

  /** Only what came before `messageId` counts: when messages are derived again, later ones are there too. */
  #visitOf(message: AdmittedMessage, content: CheckInContent, messageId: number): Visit | undefined {
    if (content.receiveBaseId !== null) {
      const visit = this.#byServiceOrder.get(content.receiveBaseId);
      if (visit !== undefined) return visit;
    }
    return message.proven && this.#anyUnproven ? this.#byUnprovenTwin.get(message.msgId, messageId) : undefined;
  }
}

/** What a message says of the vehicle alone: what it came with, and what was noted, may name a person. */
function withoutPerson(content: CheckInContent): CheckInContent {
  const owner = { firstName: null, lastName: null, gender: null, mobile: null };
  return { ...content, owner, remark: null, belongings: [] };
}

/** A visit with which the desk has done nothing yet. */
export function untouched(arrivedAt: number): DeskState {
  return {
    lane: 'new',
    lane_changed_at: arrivedAt,
    set_aside: null,
    set_aside_at: null,
    desk_note: null,
    key_tag: null,
    promised_at: null,
  };
}

/** The row of a visit that a message would make, for one that is not stored. */
export function newVisit(message: AdmittedMessage, content: CheckInContent, id: number): Record<string, unknown> {
  const columns = derivedColumns(message, content, id);
  const derived = Object.fromEntries(DERIVED.map((name, index) => [name, columns[index]]));
  return { id, arrived_at: message.receivedAt, message_count: 1, ...untouched(message.receivedAt), ...derived };
}

function derivedColumns(message: AdmittedMessage, content: CheckInContent, messageId: number): unknown[] {
  const { owner } = content;
  const columns = {
    service_order: content.receiveBaseId,
    message_id: messageId,
    created_at: message.createTime,
    weak: Number(message.weak),
    proven: Number(message.proven),
    clipped: Number(content.clipped),
    plate: content.plate,
    vin: content.vin,
    brand: content.brand,
    style: content.style,
    manufactured: content.manufactured,
    owner_first_name: owner.firstName,
    owner_last_name: owner.lastName,
    owner_gender: owner.gender,
    owner_mobile: owner.mobile,
    odometer: content.odometer,
    fuel: content.fuel,
    lights: JSON.stringify(content.lights),
    damage: JSON.stringify(content.damage),
    damage_count: content.damage.length,
    photo_count: photoUrls(content.damage).length,
    belongings: JSON.stringify(content.belongings),
    belongings_count: content.belongings.length,
    remark: content.remark,
    adviser: content.adviser,
    adviser_mobile: content.adviserMobile,
    store_id: content.storeId,
    typed: Number(message.dialect === BY_HAND),
  } satisfies Record<(typeof DERIVED)[number], unknown>;
  return DERIVED.map((column) => columns[column]);
}
