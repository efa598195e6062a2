import type Database from 'better-sqlite3';
import type { IntakePolicy } from '../../../../electron/station/intake/judge.ts';
import { judge } from '../../../../electron/station/intake/judge.ts';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { DeliveryReader } from '../../../../electron/station/store/delivery-reader.ts';
import type { AdmittedMessage, Entry } from '../../../../electron/station/store/entries.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { type CheckInParts, type PlanParts, SECRET, signedCheckIn, signedPlan } from '../../../support/messages.ts';
import { temporaryFolder } from '../../../support/station.ts';

export const POLICY: IntakePolicy = {
  currentSecret: SECRET,
  previousSecret: null,
  previousEnds: 0,
  pin: null,
  weakSignatures: 'off',
  weakEnded: [],
  trustPath: true,
};

export type MessageParts = CheckInParts & { receivedAt?: number; proven?: boolean };

/** A check-in message as it enters the store: verified unless told otherwise. */
export function admitted({ receivedAt = Date.now(), proven = true, ...parts }: MessageParts = {}): AdmittedMessage {
  return judged(signedCheckIn(proven ? parts : { ...parts, secret: 'a-secret-that-is-wrong' }).body, receivedAt);
}

/** A maintenance plan as it enters the store, the same way. */
export function admittedPlan({
  receivedAt = Date.now(),
  proven = true,
  ...parts
}: PlanParts & { receivedAt?: number; proven?: boolean }): AdmittedMessage {
  return judged(signedPlan(proven ? parts : { ...parts, secret: 'a-secret-that-is-wrong' }).body, receivedAt);
}

function judged(body: Uint8Array, receivedAt: number): AdmittedMessage {
  const judgement = judge(body, POLICY, receivedAt);
  if (judgement.type !== 'admitted') throw new Error(`the message was rejected: ${judgement.reason}`);
  return judgement.message;
}

export function admit(message: AdmittedMessage): Entry {
  const { receivedAt, raw } = message;
  return { type: 'admit', message, facts: { receivedAt, durationMs: 1, bytes: raw.length } };
}

/** The store of a station in a folder of its own, without the station. */
export type TestStore = {
  db: Database.Database;
  writer: StationWriter;
  reader: StationReader;
  deliveries: DeliveryReader;
  /** Stores a message; the number of its visit, or null. */
  store: (parts?: MessageParts) => number | null;
  /** Writes all search rows that still trail. */
  index: () => void;
  dispose: () => void;
};

export function openStore(): TestStore {
  const folder = temporaryFolder();
  const db = openDatabase(folder.path);
  const store: TestStore = {
    db,
    writer: new StationWriter(db),
    reader: new StationReader(db, () => DEFAULT_SETTINGS.board),
    deliveries: new DeliveryReader(db),
    store: (parts) => store.writer.writeBatch([admit(admitted(parts))])[0]?.change?.id ?? null,
    index: () => {
      while (store.writer.arrivals.catchUp(1_000) > 0);
      while (store.writer.search.catchUp(1_000) > 0);
    },
    dispose: () => {
      db.close();
      folder.dispose();
    },
  };
  return store;
}
