import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkInType, envelopeStaff, generateCheckIn } from '../../electron/simulator/check-in-data.ts';
import { buildMessage, type MessageDraft } from '../../electron/simulator/envelope.ts';
import { generateReport, REPORT_TYPE } from '../../electron/simulator/health-report-data.ts';
import { generatePlan } from '../../electron/simulator/maintenance-plan-data.ts';
import { createRandom } from '../../electron/simulator/random.ts';
import { seededId } from '../../electron/simulator/seeded-id.ts';
import { judge } from '../../electron/station/intake/judge.ts';
import { openDatabase, type StationDatabase } from '../../electron/station/store/database.ts';
import type { Entry } from '../../electron/station/store/entries.ts';
import { PhotoRows } from '../../electron/station/store/photo-rows.ts';
import { rederive } from '../../electron/station/store/rederive.ts';
import { VehicleIndex } from '../../electron/station/store/vehicle-index.ts';
import { StationWriter } from '../../electron/station/store/writer.ts';
import { policyOf } from './many-visits.ts';

const BATCH = 1_000;
const MINUTE_MS = 60_000;
/** Of 20 messages 14 are check-ins, three are reports and three belong to plans, mostly not next to their check-in. */
const MIXED = 20;
const CHECK_INS = 14;
const REPORTS = 3;
const APART = 37;

/** What can be derived again, each table in an order of its own; the search's tokens cannot be read, so their number stands for them. */
const DERIVED = {
  visits: 'SELECT * FROM check_in ORDER BY id',
  messages: 'SELECT id, kind, check_in_id, is_dropped, is_unread FROM message ORDER BY id',
  reports: 'SELECT * FROM health_report ORDER BY message_id',
  plans: 'SELECT * FROM plan_event ORDER BY message_id, position',
  vehicles: 'SELECT * FROM vehicle_visit ORDER BY check_in_id',
  memories: 'SELECT * FROM vehicle_memory ORDER BY check_in_id',
  arrivals: 'SELECT * FROM arrival_run ORDER BY first_id',
  photos: 'SELECT check_in_id, url, place FROM photo ORDER BY check_in_id, url',
  search: 'SELECT count(*) FROM check_in_search',
} as const;

/**
 * How many messages a second are derived again of a database with so many of all kinds, received by judge and writer; and
 * how many of the tables differ from what receiving has made of them, which must be none.
 */
export function measureRederive(secret: string, messages: number, say: (text: string) => void): Record<string, number> {
  const folder = mkdtempSync(join(process.env.FORECOURT_BENCH_DISK ?? tmpdir(), 'forecourt-rederive-'));
  try {
    const db = openDatabase(folder);
    receive(db, secret, messages);
    say(`  ${messages} messages received`);
    const before = digests(db);
    const startedAt = performance.now();
    const { unreadable } = rederive(db, (done, total) => {
      if (done % 50_000 === 0) say(`  ${done} of ${total} derived again`);
    });
    const perSecond = (messages / (performance.now() - startedAt)) * 1_000;
    const after = digests(db);
    db.close();
    const different = Object.keys(before).filter((table) => before[table] !== after[table]);
    if (different.length > 0) say(`  not as received: ${different.join(', ')}`);
    return { 'rederive.perSecond': perSecond, 'rederive.differences': different.length + unreadable };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function receive(db: StationDatabase, secret: string, messages: number): void {
  const writer = new StationWriter(db);
  const policy = policyOf(secret);
  const vehicles = new VehicleIndex(db);
  const photos = new PhotoRows(db);
  const end = Date.now() - MINUTE_MS;
  for (let first = 0; first < messages; first += BATCH) {
    const entries = Array.from({ length: Math.min(BATCH, messages - first) }, (_, place): Entry => {
      const at = end - (messages - first - place) * MINUTE_MS;
      const body = bodyOf(secret, first + place, at);
      const judgement = judge(body, policy, at);
      if (judgement.type !== 'admitted') throw new Error(`a generated message was rejected: ${judgement.reason}`);
      return {
        type: 'admit',
        message: judgement.message,
        facts: { receivedAt: at, durationMs: 1, bytes: body.length },
      };
    });
    writer.writeBatch(entries);
  }
  while (writer.arrivals.catchUp(BATCH) > 0);
  while (writer.search.catchUp(BATCH) > 0);
  while (vehicles.catchUp(BATCH).done > 0);
  while (photos.catchUp(BATCH) > 0);
  writer.known.settle();
}

/** The message at a place: a report or a part of a plan is of a visit some places before or after it. */
function bodyOf(secret: string, index: number, at: number): Buffer {
  const place = index % MIXED;
  const group = index - place + ((index % 3) - 1) * MIXED;
  const order = place < CHECK_INS ? index : Math.max(0, group) + ((index * APART) % CHECK_INS);
  const checkIn = generateCheckIn(createRandom(3, order), 'mixed', order + 1);
  const random = createRandom(4, index);
  const draft = (): Pick<MessageDraft, 'content' | 'msgType'> => {
    if (place < CHECK_INS) return { content: checkIn, msgType: checkInType(random) };
    if (place < CHECK_INS + REPORTS) {
      const parts = { at, photos: undefined, inString: random.chance(0.5) };
      return { content: generateReport(random, checkIn, parts), msgType: REPORT_TYPE };
    }
    const plan = generatePlan(random, checkIn, at, [random.pick(['V1', 'V2'])]);
    const [message] = random.sample(plan, 1);
    if (message === undefined) throw new Error('a generated plan has no message');
    return message;
  };
  const staffInfo = envelopeStaff(checkIn);
  const message = { ...draft(), staffInfo, msgId: seededId(random), createTime: at };
  return buildMessage({ ...message, secret, dialect: 'verbatim', random }).body;
}

function digests(db: StationDatabase): Record<string, string> {
  return Object.fromEntries(
    Object.entries(DERIVED).map(([table, sql]) => {
      const hash = createHash('sha256');
      for (const row of db.prepare(sql).raw().iterate()) hash.update(JSON.stringify(row));
      return [table, hash.digest('hex')];
    }),
  );
}
