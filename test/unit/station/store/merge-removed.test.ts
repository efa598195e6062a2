import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addTail, buildRestored, type Restored } from '../../../../electron/station/store/build-restored.ts';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { checkCopy } from '../../../../electron/station/store/full-check.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { RetentionReader } from '../../../../electron/station/store/retention-reader.ts';
import { VehicleIndex } from '../../../../electron/station/store/vehicle-index.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { report } from './reported.ts';
import { copyOf } from './restored.ts';
import { admit, admitted, admittedPlan, type MessageParts, openStore, type TestStore } from './rows.ts';

const AT = 1_700_000_000_000;
const NOW = AT + 100 * 86_400_000;
const NOBODY = { holding: { messages: [], quarantined: [] } } as const;

let folder: { path: string; dispose: () => void };
let store: TestStore;
let restored: Database.Database | null;
beforeEach(() => {
  folder = temporaryFolder();
  store = openStore();
  restored = null;
});
afterEach(() => {
  restored?.close();
  store.dispose();
  folder.dispose();
});

/** A copy of the data as it stands, in a folder of its own. */
function copy(name: string, from: TestStore = store): string {
  from.index();
  return copyOf(from.db, folder.path, name);
}

function restore(parts: { backup: string | null; damaged?: string[]; present: string }): Restored {
  const draft = join(folder.path, 'draft');
  const result = buildRestored(
    { damaged: [], isPresentDamaged: false, draft, scratch: join(folder.path, 'scratch'), ...parts },
    () => {},
  );
  restored = openDatabase(draft);
  return result;
}

const db = (): Database.Database => {
  if (restored === null) throw new Error('nothing was restored');
  return restored;
};
const visit = (id: number) => new StationReader(db(), () => DEFAULT_SETTINGS.board).checkIn(String(id));
const found = (q: string): string[] =>
  new StationReader(db(), () => DEFAULT_SETTINGS.board).history({ q }, undefined, 100).items.map(({ id }) => id);
const all = (sql: string): unknown[] => db().prepare(sql).pluck().all();
const forget = (ids: number[], kind: 'personal' | 'visits' = 'personal', from: TestStore = store) =>
  from.writer.retention.removeOf(kind, ids, NOBODY.holding, NOW);
const receive = (parts: MessageParts = {}, from: TestStore = store): number =>
  from.store({ receivedAt: AT, ...parts }) ?? 0;

/** What the weekly check finds in what was restored. */
function faults(): unknown {
  db().close();
  return checkCopy(join(folder.path, 'draft'), () => {});
}

/** Nothing of the person of the factory's messages. */
const NO_PERSON = {
  owner: { firstName: null, lastName: null, gender: null, mobile: null },
  remark: null,
  belongings: [],
  personalRemovedAt: new Date(NOW).toISOString(),
};

describe('a backup from before the removal', () => {
  test('does not bring personal data back, and leaves the vehicle', () => {
    const id = receive({ plate: 'KEEP 1' });
    const other = receive({ plate: 'OTHER' });
    store.writer.desk.writeNote(
      String(id),
      { note: null, keyTag: null, promisedAt: null },
      { note: 'Call Sam', keyTag: '12', promisedAt: null },
    );
    const backup = copy('backup');
    forget([id]);
    expect(restore({ backup, present: copy('present') })).toMatchObject({ messages: 2, checkIns: 2, unreadable: 0 });
    expect(visit(id)).toMatchObject({ ...NO_PERSON, plate: 'KEEP 1', deskNote: null, keyTag: '12' });
    expect(visit(other)?.owner.mobile).toBe('07700900123');
    expect(all('SELECT length(raw) = 0 FROM message ORDER BY id')).toEqual([1, 0]);
    expect([found('okafor'), found('KEEP1')]).toEqual([[String(other)], [String(id)]]);
    // Its words in the search index, which a deletion leaves where they are, are wiped at the start.
    expect(all('SELECT remain FROM removal_traces')).toEqual([1]);
    expect(faults()).toEqual([]);
  });

  test('does not bring visits back that somebody had asked to remove, nor what was in quarantine', () => {
    const [gone, stays] = [receive({ plate: 'GONE' }), receive({ plate: 'STAYS' })];
    store.db
      .prepare(
        `INSERT INTO quarantine (first_at, last_at, count, reason, advice, body, body_sha256) VALUES (1, 1, 1, 'wrong-signature', NULL, x'01', x'02')`,
      )
      .run();
    const backup = copy('backup');
    store.writer.retention.removeOf('visits', [gone], { messages: [], quarantined: [1] }, NOW);
    const present = copy('present');
    expect(restore({ backup, present })).toMatchObject({ messages: 1, checkIns: 1, unreadable: 0 });
    expect([visit(gone), visit(stays)?.plate]).toEqual([null, 'STAYS']);
    expect([all('SELECT id FROM quarantine'), found('GONE'), all('PRAGMA foreign_key_check')]).toEqual([[], [], []]);
    // It is told on: a restore after the next one does not bring it back either.
    expect(all('SELECT count(*) FROM removed_bytes')).toEqual([2]);
  });

  test('leaves nothing in quarantine that was accepted by hand since, and says who accepted it', () => {
    const message = admitted({ receivedAt: AT, proven: false, plate: 'HAND' });
    const { msgId, msgType, raw, rawSha256 } = message;
    const facts = { receivedAt: AT, durationMs: 1, bytes: raw.length };
    const refused = { ...facts, outcome: 'quarantined', reason: 'signature', httpStatus: 401, msgId, msgType } as const;
    const entry = { type: 'quarantine', request: refused, advice: null, body: raw, bodySha256: rawSha256 } as const;
    store.writer.writeBatch([entry]);
    const backup = copy('backup');
    const byHand = { at: NOW, name: 'Ann Lee', reason: 'seen in AutoX3' };
    store.writer.writeBatch([{ type: 'admit', message, facts, from: { id: 1, byHand } }]);
    restore({ backup, present: copy('present') });
    expect(all('SELECT count(*) FROM quarantine')).toEqual([0]);
    expect(visit(1)).toMatchObject({ plate: 'HAND', proven: false, messages: [{ byHand: { name: 'Ann Lee' } }] });
    const again = new StationWriter(db()).writeBatch([entry]);
    expect(again).toEqual([{ outcome: 'repeat', reason: 'same-message', change: null }]);
  });

  test('does not bring back what was removed while the restore was made', () => {
    const [personal, whole, aside] = [receive(), receive(), receive()];
    const backup = copy('backup');
    const { lastPresentId } = restore({ backup, present: copy('present') });
    db().close();
    forget([personal]);
    forget([whole], 'visits');
    const draft = join(folder.path, 'draft');
    addTail(draft, copy('later'), lastPresentId);
    restored = openDatabase(draft);
    expect([visit(personal), visit(whole), visit(aside)?.owner.mobile]).toMatchObject([NO_PERSON, null, '07700900123']);
  });

  test('has each removal in the log once, under the number of its receipt', () => {
    const [first, second] = [receive(), receive()];
    forget([first]);
    const backup = copy('backup');
    const { id } = forget([second]);
    const before = new RetentionReader(store.db).log();
    restore({ backup, present: copy('present') });
    expect(new RetentionReader(db()).log()).toEqual(before);
    expect(before[0]).toMatchObject({ id: String(id), visits: 1 });
  });
});

describe('visits without personal data', () => {
  test('come back from a damaged database as they were shown, and count as no damage', () => {
    const id = receive({ plate: 'OLD', receiveBaseId: 7, createTime: AT });
    receive({ plate: 'SECOND', receiveBaseId: 7, createTime: AT + 1 });
    const whole = receive({ plate: 'WHOLE' });
    forget([id]);
    const before = store.reader.checkIn(String(id));
    const damaged = copy('damaged');
    const anew = openStore();
    try {
      expect(restore({ backup: null, damaged: [damaged], present: copy('present', anew) })).toMatchObject({
        messages: 3,
        checkIns: 2,
        unreadable: 0,
      });
    } finally {
      anew.dispose();
    }
    expect(visit(id)).toEqual({ ...before, photos: expect.anything() });
    expect([visit(id)?.plate, visit(id)?.messageCount, visit(whole)?.plate]).toEqual(['SECOND', 2, 'WHOLE']);
    expect([found('SECOND'), found('WHOLE')]).toEqual([[String(id)], [String(whole)]]);
    expect(faults()).toEqual([]);
  });

  test('stay without when a message for their service order was received meanwhile', () => {
    const id = receive({ plate: 'OLD', receiveBaseId: 7, createTime: AT });
    forget([id]);
    const damaged = copy('damaged');
    const anew = openStore();
    try {
      anew.db.exec('UPDATE message_floor SET id = 100000');
      const writer = new StationWriter(anew.db);
      writer.writeBatch([admit(admitted({ plate: 'NEW', receiveBaseId: 7, createTime: AT + 1, receivedAt: NOW }))]);
      restore({ backup: null, damaged: [damaged], present: copy('present', anew) });
    } finally {
      anew.dispose();
    }
    expect(visit(id)).toMatchObject({ ...NO_PERSON, plate: 'NEW', messageCount: 2 });
    expect(all('SELECT length(raw) FROM message')).toEqual([0, 0]);
    expect(found('okafor')).toEqual([]);
  });

  test('whose row cannot be read lose the personal data that a backup still has', () => {
    const id = receive({ plate: 'KEEP 1' });
    const backup = copy('backup');
    forget([id]);
    store.db.pragma('foreign_keys = OFF');
    store.db.exec('DELETE FROM check_in');
    const damaged = copy('damaged');
    restore({ backup, damaged: [damaged], present: damaged });
    expect(visit(id)).toMatchObject({ ...NO_PERSON, plate: 'KEEP 1' });
  });
});

describe('a maintenance plan whose bytes went by their term', () => {
  const events = () => all('SELECT item FROM plan_event');
  const plan = (id: number) =>
    store.writer.writeBatch([
      admit(admittedPlan({ items: [{ id, serviceBaseName: 'brake fluid' }], createTime: AT, receivedAt: AT })),
    ]);
  const empty = () => store.writer.retention.slice('personal', { days: 1, before: AT + 1, limit: 10, at: NOW });

  test('says what it said, from the data in use and from a backup', () => {
    plan(1);
    empty();
    const present = copy('present');
    expect(restore({ backup: copy('backup'), present })).toMatchObject({ messages: 1 });
    expect(events()).toHaveLength(1);
    db().close();
    restore({ backup: null, present });
    expect(events()).toEqual([expect.stringContaining('brake fluid')]);
    // It is folded when the station starts.
    expect(all('SELECT plate FROM plan_due')).toEqual(['AB12CDE']);
  });

  test('comes back from no backup once the last visit of its vehicle was removed', () => {
    const id = receive();
    plan(1);
    const index = new VehicleIndex(store.db);
    while (index.catchUp(100).done > 0);
    const backup = copy('backup');
    forget([id], 'visits');
    restore({ backup, present: copy('present') });
    expect([events(), all('SELECT id FROM check_in')]).toEqual([[], []]);
  });
});

describe('of health check reports', () => {
  const comments = (): unknown[] => all("SELECT groups ->> '$[0].comment' FROM health_report ORDER BY message_id");

  test('comments that went with the personal data of their visit stay gone, and what else they say is shown', () => {
    receive({ receiveBaseId: 1 });
    report(store, { comment: 'Mrs Okafor asked' });
    const backup = copy('backup');
    report(store, { comment: 'Mrs Okafor asked again', statuses: ['DANGEROUS'] });
    forget([1]);
    restore({ backup, present: copy('present') });
    expect(comments()).toEqual([null, null]);
    expect(all('SELECT dangerous FROM health_report ORDER BY message_id')).toEqual([0, 1]);
    expect(all('SELECT length(raw) FROM message')).toEqual([0, 0, 0]);
    expect(visit(1)?.reports).toHaveLength(2);
  });

  test('those of a visit that was removed at request stay gone, also where the backup has the report alone', () => {
    report(store);
    const backup = copy('backup');
    const id = receive({ receiveBaseId: 1 });
    forget([id], 'visits');
    restore({ backup, present: copy('present') });
    expect([...all('SELECT id FROM message'), ...comments()]).toEqual([]);
  });
});
