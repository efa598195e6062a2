import type {
  Card,
  CheckIn,
  Damage,
  Lane,
  LaneChange,
  LaneMover,
  SetAsideChange,
  SetAsideReason,
  VisitMessage,
  WarningLight,
} from '../../../shared/check-in.ts';
import type { ByHand, Delivery, DeliveryOrigin, MessageKind, Outcome, Reason } from '../../../shared/delivery.ts';
import type { ReportSummary } from '../../../shared/health-report.ts';
import type { HistoryRow } from '../../../shared/history.ts';
import type { ComingMaintenance } from '../../../shared/maintenance-plan.ts';
import { ownerName } from '../../../shared/owner-name.ts';
import type { Photo, PhotoProblem } from '../../../shared/photo.ts';
import { type FailedStep, SHOWN_WITHIN_MS, type VisitSteps } from '../../../shared/pipeline.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import type { VisitMemory } from '../../../shared/visit-memory.ts';
import { triage } from '../../../shared/warning-lights.ts';
import { instant, instantOrNull } from '../instant.ts';

// The tables are STRICT and their closed lists are CHECKed: SQLite itself vouches for these row types. JSON columns
// are written by check-in-writer.ts, vehicle-index.ts and vehicle-plans.ts alone.

export type CardRow = {
  id: number;
  service_order: string | null;
  lane: Lane;
  arrived_at: number;
  lane_changed_at: number;
  created_at: number;
  plate: string | null;
  brand: string | null;
  style: string | null;
  manufactured: string | null;
  owner_first_name: string | null;
  owner_last_name: string | null;
  adviser: string | null;
  store_id: string | null;
  odometer: number | null;
  fuel: number | null;
  lights: string;
  damage_count: number;
  photo_count: number;
  belongings_count: number;
  message_count: number;
  weak: 0 | 1;
  proven: 0 | 1;
  typed: 0 | 1;
  set_aside: SetAsideReason | null;
  set_aside_at: number | null;
  desk_note: string | null;
  key_tag: string | null;
  promised_at: number | null;
  /** Of the message by which it arrived; a visit that is not stored has none. */
  stored_late_at?: number | null;
  /** Of a row read as a card. */
  memory?: string | null;
  coming?: string | null;
  shown_late?: 0 | 1 | null;
  sheet_missing?: 1 | null;
};

/** The columns of {@link CardRow}, for a SELECT. */
export const CARD_COLUMNS = `id, service_order, lane, arrived_at, lane_changed_at, created_at, plate, brand, style, manufactured,
  owner_first_name, owner_last_name, adviser, store_id, odometer, fuel, lights, damage_count, photo_count, belongings_count,
  message_count, weak, proven, typed, set_aside, set_aside_at, desk_note, key_tag, promised_at`;

/** When a visit came late, of the message by which it arrived, for a SELECT from check_in. */
const STORED_LATE = '(SELECT stored_late_at FROM message WHERE message.id = check_in.id) AS stored_late_at';

/**
 * Whether a visit was first shown long after a board could show it, of `visit_step` beside it. What came late from the relay, waited
 * in quarantine or could not be read was not here when it arrived. One whose first change is that it was put back was of a store that
 * was not shown.
 */
export const IS_SHOWN_LATE = `shown_at - coalesce(stored_at,
    (SELECT coalesce(stored_late_at, received_at) FROM message WHERE message.id = visit_step.check_in_id)) > ${SHOWN_WITHIN_MS}
  AND shown_at - coalesce((SELECT iif(reason IS NULL, at, NULL) FROM set_aside_change
    WHERE set_aside_change.check_in_id = visit_step.check_in_id ORDER BY id LIMIT 1), 0) > ${SHOWN_WITHIN_MS}`;

/** What a card says beside its own columns, for a SELECT from check_in: few vehicles have been here before. */
export const CARD_MEMORY = `${STORED_LATE},
  (SELECT memory FROM vehicle_memory WHERE vehicle_memory.check_in_id = check_in.id) AS memory,
  (SELECT coming FROM vehicle_plan WHERE vehicle_plan.check_in_id = check_in.id AND check_in.lane <> 'handed-over') AS coming,
  (SELECT ${IS_SHOWN_LATE} FROM visit_step WHERE visit_step.check_in_id = check_in.id) AS shown_late,
  (SELECT 1 FROM sheet_job WHERE sheet_job.check_in_id = check_in.id AND state = 'missing') AS sheet_missing`;

/** What is stored of the steps of a visit that nothing else tells; times in ms since 1970. */
export type StepRow = {
  stored_at: number | null;
  shown_at: number | null;
  rung_at: number | null;
  printed_at: number | null;
} & Pick<CardRow, 'shown_late' | 'sheet_missing'>;

/** The columns of {@link StepRow}, for a SELECT from check_in. */
export const STEP_COLUMNS = `${['stored_at', 'shown_at', 'rung_at']
  .map((column) => `(SELECT ${column} FROM visit_step WHERE visit_step.check_in_id = check_in.id) AS ${column}`)
  .join(', ')},
  (SELECT min(ended_at) FROM sheet WHERE sheet.check_in_id = check_in.id AND place <> 'pdf'
    AND result IN ('printed', 'handed-over')) AS printed_at, ${CARD_MEMORY}`;

export type CheckInRow = CardRow & {
  clipped: 0 | 1;
  personal_removed_at: number | null;
  vin: string | null;
  owner_gender: string | null;
  owner_mobile: string | null;
  damage: string;
  belongings: string;
  remark: string | null;
  adviser_mobile: string | null;
};

/** The columns of {@link CheckInRow}, for a SELECT. */
export const CHECK_IN_COLUMNS = `${CARD_COLUMNS}, clipped, personal_removed_at, vin, owner_gender, owner_mobile, damage, belongings, remark, adviser_mobile,
  ${STORED_LATE}`;

/** The row that an id from outside names: in the one way that we write it, so `0x1` and `1.0` name none (NaN, which is NULL). */
export function rowId(id: string): number {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : Number.NaN;
}

/** Lights on a card: more than anybody reads from three metres, and few enough that a card stays small. */
const CARD_LIGHTS = 12;

function lightsOf(row: CardRow, { lights }: BoardSettings): WarningLight[] {
  return triage(JSON.parse(row.lights) as WarningLight[], lights);
}

/** What both the card and the whole check-in say. */
function common(row: CardRow) {
  return {
    id: String(row.id),
    receiveBaseId: row.service_order,
    lane: row.lane,
    arrivedAt: instant(row.arrived_at),
    laneChangedAt: instant(row.lane_changed_at),
    createdAt: instant(row.created_at),
    plate: row.plate,
    brand: row.brand,
    style: row.style,
    manufactured: row.manufactured,
    adviser: row.adviser,
    storeId: row.store_id,
    odometer: row.odometer,
    fuel: row.fuel,
    messageCount: row.message_count,
    weak: row.weak === 1,
    proven: row.proven === 1,
    typed: row.typed === 1,
    late: typeof row.stored_late_at === 'number' ? { storedAt: instant(row.stored_late_at) } : null,
    setAside: row.set_aside,
    setAsideAt: instantOrNull(row.set_aside_at),
    deskNote: row.desk_note,
    keyTag: row.key_tag,
    promisedAt: instantOrNull(row.promised_at),
  };
}

export function toCard(row: CardRow, settings: BoardSettings, photos: Photo[], report: ReportSummary | null): Card {
  const lights = lightsOf(row, settings);
  return {
    ...common(row),
    ownerName: ownerName({ firstName: row.owner_first_name, lastName: row.owner_last_name }),
    lights: lights.slice(0, CARD_LIGHTS),
    lightCount: lights.length,
    damageCount: row.damage_count,
    photoCount: row.photo_count,
    photos,
    belongingsCount: row.belongings_count,
    memory: typeof row.memory === 'string' ? (JSON.parse(row.memory) as VisitMemory) : null,
    maintenance: typeof row.coming === 'string' ? (JSON.parse(row.coming) as ComingMaintenance | null) : null,
    report,
    failedSteps: failedSteps(row),
    isTest: row.id < 0,
  };
}

function failedSteps({ shown_late, sheet_missing }: Pick<CardRow, 'shown_late' | 'sheet_missing'>): FailedStep[] {
  return [...(shown_late === 1 ? (['shown'] as const) : []), ...(sheet_missing === 1 ? (['printed'] as const) : [])];
}

export function toSteps(row: StepRow): VisitSteps {
  return {
    storedAt: instantOrNull(row.stored_at),
    shownAt: instantOrNull(row.shown_at),
    rungAt: instantOrNull(row.rung_at),
    printedAt: instantOrNull(row.printed_at),
    failed: failedSteps(row),
  };
}

export function toHistoryRow(row: CardRow, settings: BoardSettings): HistoryRow {
  const lights = lightsOf(row, settings);
  return {
    id: String(row.id),
    arrivedAt: instant(row.arrived_at),
    plate: row.plate,
    brand: row.brand,
    style: row.style,
    ownerName: ownerName({ firstName: row.owner_first_name, lastName: row.owner_last_name }),
    adviser: row.adviser,
    lights: lights.slice(0, CARD_LIGHTS),
    lightCount: lights.length,
    damageCount: row.damage_count,
    photoCount: row.photo_count,
    lane: row.lane,
    setAside: row.set_aside,
    keyTag: row.key_tag,
    typed: row.typed === 1,
  };
}

export function toCheckIn(row: CheckInRow, settings: BoardSettings): CheckIn {
  return {
    ...common(row),
    vin: row.vin,
    owner: {
      firstName: row.owner_first_name,
      lastName: row.owner_last_name,
      gender: row.owner_gender,
      mobile: row.owner_mobile,
    },
    lights: lightsOf(row, settings),
    damage: JSON.parse(row.damage) as Damage[],
    belongings: JSON.parse(row.belongings) as string[],
    remark: row.remark,
    adviserMobile: row.adviser_mobile,
    personalRemovedAt: instantOrNull(row.personal_removed_at),
    clipped: row.clipped === 1,
  };
}

export type PhotoRow = {
  id: number;
  url: string;
  state: Photo['state'];
  problem: PhotoProblem | null;
  next_at: number | null;
  sha256: string | null;
  width: number | null;
  height: number | null;
};

/** The columns of {@link PhotoRow}, for a SELECT. */
export const PHOTO_COLUMNS = 'id, url, state, problem, next_at, sha256, width, height';

export function toPhoto({ id, state, problem, next_at, sha256, width, height }: PhotoRow): Photo {
  const nextTryAt = next_at === null || next_at === 0 ? null : instant(next_at);
  return { id: String(id), state, problem, nextTryAt, sha256, width, height };
}

/** A photo whose row trails the message that named it. */
const NOT_THERE_YET: Photo = {
  id: '0',
  state: 'waiting',
  problem: null,
  nextTryAt: null,
  sha256: null,
  width: null,
  height: null,
};

/** The photos of each entry, of damage or of a report, in the order of its addresses. */
export function photosOf(entries: readonly Pick<Damage, 'photos'>[], rows: readonly PhotoRow[]): Photo[][] {
  const byUrl = new Map(rows.map((row) => [row.url, toPhoto(row)]));
  return entries.map(({ photos }) => photos.map((url) => byUrl.get(url) ?? NOT_THERE_YET));
}

export type LaneChangeRow = { from_lane: Lane; to_lane: Lane; at: number; moved_by: LaneMover | null };

export function toLaneChange(row: LaneChangeRow): LaneChange {
  return { from: row.from_lane, to: row.to_lane, at: instant(row.at), by: row.moved_by };
}

export type SetAsideChangeRow = { reason: SetAsideReason | null; at: number };

export function toSetAsideChange({ reason, at }: SetAsideChangeRow): SetAsideChange {
  return { reason, at: instant(at) };
}

/** Of a message that nobody accepted by hand all are null. */
export type ByHandRow = { hand_at: number | null; hand_name: string | null; hand_reason: string | null };

/** The columns of {@link ByHandRow}, for a SELECT that joins accepted_by_hand. */
export const BY_HAND_COLUMNS = 'h.at AS hand_at, h.name AS hand_name, h.reason AS hand_reason';

export function toByHand({ hand_at, hand_name, hand_reason }: ByHandRow): ByHand | null {
  return hand_at === null ? null : { at: instant(hand_at), name: hand_name ?? '', reason: hand_reason };
}

export type VisitMessageRow = {
  msg_id: string;
  msg_type: string;
  received_at: number;
  create_time: number;
  dialect: string | null;
  weak: 0 | 1;
  proven: 0 | 1;
  bytes: number;
} & ByHandRow;

export function toVisitMessage(row: VisitMessageRow): VisitMessage {
  return {
    msgId: row.msg_id,
    msgType: row.msg_type,
    receivedAt: instant(row.received_at),
    createdAt: instant(row.create_time),
    dialect: row.dialect,
    weak: row.weak === 1,
    proven: row.proven === 1,
    bytes: row.bytes,
    byHand: toByHand(row),
  };
}

export type DeliveryRow = {
  id: number;
  received_at: number;
  origin: DeliveryOrigin;
  outcome: Outcome;
  reason: Reason | null;
  msg_id: string | null;
  msg_type: string | null;
  kind: MessageKind | null;
  dialect: string | null;
  weak: 0 | 1;
  proven: 0 | 1;
  http_status: number;
  duration_ms: number;
  bytes: number;
};

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: String(row.id),
    receivedAt: instant(row.received_at),
    origin: row.origin,
    outcome: row.outcome,
    reason: row.reason,
    msgId: row.msg_id,
    msgType: row.msg_type,
    kind: row.kind,
    dialect: row.dialect,
    weak: row.weak === 1,
    proven: row.proven === 1,
    httpStatus: row.http_status,
    durationMs: row.duration_ms,
    bytes: row.bytes,
  };
}
