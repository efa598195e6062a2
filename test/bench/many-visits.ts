import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkInType,
  envelopeStaff,
  generateCheckIn,
  type SentCheckIn,
} from '../../electron/simulator/check-in-data.ts';
import { createRandom, type Random } from '../../electron/simulator/random.ts';
import { sign } from '../../electron/station/autox3/signature.ts';
import { type IntakePolicy, judge } from '../../electron/station/intake/judge.ts';
import { openDatabase } from '../../electron/station/store/database.ts';
import type { Entry } from '../../electron/station/store/entries.ts';
import { PhotoRows } from '../../electron/station/store/photo-rows.ts';
import { VehicleIndex } from '../../electron/station/store/vehicle-index.ts';
import { StationWriter } from '../../electron/station/store/writer.ts';

/** What a full shop's database came to: bytes of the file for a visit, beyond its raw message, and how fast it was made. */
export type ManyVisits = { bytesPerVisit: number; perSecond: number };

const BATCH = 1_000;
const DAY_MS = 86_400_000;
/** A busy shop of several stores. */
const VISITS_A_DAY = 550;
const OPENS_MS = 8 * 3_600_000;
const OPEN_MS = 10 * 3_600_000;
/** One visit in so many is the first of its vehicle. */
const VISITS_A_VEHICLE = 3;

/**
 * Fills the database in a folder with so many visits, through the judge and the writer as if they had arrived one after
 * another over years, each kept as the desk would have left it. Vehicles come again.
 */
export function makeManyVisits(
  folder: string,
  secret: string,
  visits: number,
  say: (text: string) => void,
): ManyVisits {
  const startedAt = performance.now();
  const db = openDatabase(folder);
  const writer = new StationWriter(db);
  const policy = policyOf(secret);
  const random = createRandom(5);
  const known: SentCheckIn['carInfo'][] = [];
  // All that trails the messages is made with them, or the station would be busy with it while it is measured.
  const vehicles = new VehicleIndex(db);
  const photos = new PhotoRows(db);
  const losePhotos = db.prepare(
    "UPDATE photo SET state = 'failed', problem = 'not-found', next_at = NULL WHERE state = 'waiting'",
  );
  const end = Date.now() - DAY_MS;
  const begin = end - Math.ceil(visits / VISITS_A_DAY) * DAY_MS;
  let rawBytes = 0;
  for (let first = 0; first < visits; first += BATCH) {
    const entries: Entry[] = [];
    for (let visit = first; visit < Math.min(visits, first + BATCH); visit++) {
      const day = begin - (begin % DAY_MS) + Math.floor(visit / VISITS_A_DAY) * DAY_MS;
      const at = day + OPENS_MS + Math.floor(((visit % VISITS_A_DAY) / VISITS_A_DAY) * OPEN_MS);
      const body = bodyOf(random, secret, visit, at, known);
      const judgement = judge(body, policy, at);
      if (judgement.type !== 'admitted') throw new Error(`a generated visit was rejected: ${judgement.reason}`);
      rawBytes += body.length;
      entries.push({
        type: 'admit',
        message: judgement.message,
        facts: { receivedAt: at, durationMs: 1, bytes: body.length },
      });
    }
    const written = writer.writeBatch(entries);
    writer.arrivals.catchUp(BATCH);
    writer.search.catchUp(BATCH);
    if (writer.known.isWorthSettling) writer.known.settle();
    const ids = written.flatMap(({ change }) => change?.id ?? []);
    db.transaction(() => leaveAsTheDeskDid(writer, random, ids, first + BATCH >= visits)).immediate();
    while (vehicles.catchUp(BATCH).done > 0);
    while (photos.catchUp(BATCH) > 0);
    losePhotos.run();
    if ((first / BATCH) % 50 === 49) say(`  ${first + BATCH} visits made`);
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  writer.close();
  const bytes = statSync(join(folder, 'forecourt.db')).size - rawBytes;
  return { bytesPerVisit: bytes / visits, perSecond: (visits / (performance.now() - startedAt)) * 1_000 };
}

/** Nearly all have been handed over, a few are mistakes; of the last batch some still stand in the lanes. */
function leaveAsTheDeskDid(writer: StationWriter, random: Random, ids: readonly number[], isLast: boolean): void {
  for (const id of ids) {
    if (random.chance(0.01)) writer.desk.setAside(String(id), null, 'mistake', id);
    else if (!isLast || random.chance(0.9)) writer.desk.move(String(id), 'new', 'handed-over', id);
  }
}

function bodyOf(random: Random, secret: string, visit: number, at: number, vehicles: SentCheckIn['carInfo'][]): Buffer {
  const content = generateCheckIn(random, 'mixed', 7_000_000 + visit);
  const vehicle = vehicles[random.integer(0, vehicles.length)];
  if (vehicle !== undefined && random.chance(1 - 1 / VISITS_A_VEHICLE)) content.carInfo = vehicle;
  else vehicles.push(content.carInfo);
  const draft = {
    msgId: uuid(random),
    msgType: checkInType(random),
    staffInfo: JSON.stringify(envelopeStaff(content)),
    createTime: String(at),
    content: JSON.stringify(content),
  };
  const { msgId, msgType, staffInfo, createTime, content: text } = draft;
  return Buffer.from(
    `{"content":${text},"createTime":${createTime},"msgType":"${msgType}","msgSignature":"${sign(draft, secret)}","msgId":"${msgId}","staffInfo":${staffInfo}}`,
  );
}

/** Its ids are random, as AutoX3's are: that is what makes indexes of them large. */
function uuid(random: Random): string {
  const hex = Array.from({ length: 4 }, () => random.integer(0, 0xffff_ffff).toString(16).padStart(8, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** How the messages of a bench are judged. */
export function policyOf(secret: string): IntakePolicy {
  return {
    currentSecret: secret,
    previousSecret: null,
    previousEnds: 0,
    pin: null,
    weakSignatures: 'off',
    weakEnded: [],
    trustPath: false,
  };
}
