import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BlindStore } from '../../../../electron/station/store/blind-store.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { RemovalRemains } from '../../../../electron/station/store/removal-remains.ts';
import { RetentionReader } from '../../../../electron/station/store/retention-reader.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import type { RemovalKind } from '../../../../shared/retention-settings.ts';
import { plansOf } from './plans.ts';
import { admit, admitted, openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

const DAY = 86_400_000;
const OLD = 1_700_000_000_000;
const NOW = OLD + 100 * DAY;

function removeAll(kind: RemovalKind, days = 30): void {
  while (store.writer.retention.slice(kind, { days, before: NOW - days * DAY, limit: 16, at: NOW }));
  store.writer.retention.ended(NOW);
}

const found = (q: string): string[] => store.reader.history({ q }, undefined, 100).items.map(({ id }) => id);
const counts = (table: string): unknown => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const bytesOf = (id: number): unknown =>
  store.db.prepare('SELECT length(raw) FROM message WHERE id = ?').pluck().get(id);

describe('the term of personal data', () => {
  test('takes phone, name, remark, belongings and desk note, and leaves the vehicle', () => {
    const id = String(store.store({ receivedAt: OLD, createTime: OLD }));
    store.writer.desk.writeNote(
      id,
      { note: null, keyTag: null, promisedAt: null },
      { note: 'Call Sam', keyTag: '12', promisedAt: null },
    );
    const before = store.reader.checkIn(id);
    store.index();
    removeAll('personal');
    expect(store.reader.checkIn(id)).toEqual({
      ...before,
      owner: { firstName: null, lastName: null, gender: null, mobile: null },
      remark: null,
      belongings: [],
      deskNote: null,
      personalRemovedAt: new Date(NOW).toISOString(),
      messages: before?.messages.map((message) => ({ ...message, bytes: 0 })),
    });
    expect([found('okafor'), found('07700900123'), found('regular'), found('sam')]).toEqual([[], [], [], []]);
    expect([found('AB12'), found(before?.vin?.slice(-6) ?? ''), found('bmw')]).toEqual([[id], [id], [id]]);
  });

  test('spares what is younger', () => {
    const id = String(store.store({ receivedAt: NOW - 30 * DAY }));
    removeAll('personal');
    expect(store.reader.checkIn(id)?.owner.mobile).toBe('07700900123');
    expect(new RetentionReader(store.db).log()).toEqual([]);
  });

  test('holds against deriving again', () => {
    const id = String(store.store({ receivedAt: OLD }));
    store.store({ receivedAt: NOW });
    store.index();
    removeAll('personal');
    const before = store.reader.checkIn(id);
    expect(rederive(store.db, () => {})).toEqual({ messages: 2, unreadable: 0, checkIns: 2 });
    expect(store.reader.checkIn(id)).toEqual({ ...before, photos: expect.anything() });
    expect([found('okafor'), found('AB12')]).toEqual([['2'], ['2', id]]);
  });

  test('holds against a later message, which tells of the vehicle and brings the visit back', () => {
    const id = store.store({ receiveBaseId: 7, receivedAt: OLD, createTime: OLD });
    store.writer.desk.move(String(id), 'new', 'handed-over', OLD);
    removeAll('personal');
    store.store({ receiveBaseId: 7, receivedAt: NOW, createTime: NOW, plate: 'NEW 1', remark: 'Sam again' });
    store.index();
    expect(store.reader.checkIn(String(id))).toMatchObject({
      plate: 'NEW 1',
      lane: 'new',
      owner: { firstName: null, mobile: null },
      remark: null,
      belongings: [],
      messageCount: 2,
    });
    expect([bytesOf(1), bytesOf(2), found('okafor'), found('NEW1')]).toEqual([0, 0, [], [String(id)]]);
  });

  test('takes the bytes of messages that belong to no visit, and what is in quarantine', () => {
    store.store({ receivedAt: OLD });
    store.db
      .prepare(
        "INSERT INTO message SELECT 99, received_at, create_time, 'other', msg_type, 'unknown', dialect, weak, proven, raw, raw_sha256, NULL, 0, 0, NULL FROM message WHERE id = 1",
      )
      .run();
    store.writer.writeBatch([
      {
        type: 'quarantine',
        request: {
          receivedAt: OLD,
          durationMs: 1,
          bytes: 3,
          outcome: 'quarantined',
          reason: 'signature',
          httpStatus: 401,
          msgId: null,
          msgType: null,
        },
        advice: null,
        body: Buffer.from('Sam'),
        bodySha256: Buffer.from('hash'),
      },
    ]);
    removeAll('personal');
    expect([
      bytesOf(99),
      counts('quarantine'),
      store.writer.figures.quarantined,
      store.writer.figures.quarantinedBytes,
    ]).toEqual([0, 0, 0, 0]);
    expect(new RetentionReader(store.db).log()).toMatchObject([{ visits: 1, messages: 2, quarantined: 1, days: 30 }]);
  });
});

describe.each(['personal', 'visits'] as const)('the term of %s', (kind) => {
  test('takes who ticked off a blind spot and what was noted, also of what was taken back, and spares what is younger', () => {
    const ledger = new BlindStore(store.db);
    const who = 'Ann';
    ledger.tick({ losesFrom: 1, losesTo: 2, at: OLD, who, note: 'called Sam' });
    ledger.tick({ losesFrom: 3, losesTo: 4, at: NOW - DAY, who, note: '' });
    ledger.tick({ losesFrom: 5, losesTo: 6, at: OLD, who, note: '' });
    ledger.untick(5, 6, OLD);
    removeAll(kind);
    const rows = store.db.prepare('SELECT loses_from, who, note, undone_at FROM blind_tick ORDER BY loses_from').raw();
    expect(rows.all()).toEqual([
      [1, '', '', null],
      [3, 'Ann', '', null],
      [5, '', '', OLD],
    ]);
    expect(new RetentionReader(store.db).log()).toMatchObject([{ kind, visits: 0, ticks: 2 }]);
  });
});

describe('the term of whole visits', () => {
  test('leaves no row that names one, in whatever table', () => {
    const id = store.store({ receiveBaseId: 1, receivedAt: OLD, createTime: OLD }) ?? 0;
    store.store({ receiveBaseId: 1, receivedAt: OLD, createTime: OLD + 1 });
    const kept = store.store({ receivedAt: NOW });
    store.writer.desk.move(String(id), 'new', 'seen', OLD);
    store.writer.desk.setAside(String(id), null, 'mistake', OLD);
    store.index();
    removeAll('visits');
    const tables = store.db
      .prepare<[], string>(
        "SELECT DISTINCT t.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.name = 'check_in_id' AND t.name <> 'search_mark'",
      )
      .pluck()
      .all();
    expect(tables).toContain('lane_change');
    for (const table of tables) {
      expect(store.db.prepare(`SELECT count(*) FROM ${table} WHERE check_in_id = ?`).pluck().get(id), table).toBe(0);
    }
    expect([counts('check_in'), counts('message'), found('okafor')]).toEqual([1, 1, [String(kept)]]);
    expect(store.writer.figures).toMatchObject({ lanes: { new: 1, seen: 0 }, deliveries: { accepted: 1 } });
    expect(store.db.pragma('foreign_key_check')).toEqual([]);
    expect(store.reader.historyCount({}, undefined, undefined).count).toBe(1);
  });

  test('still knows a repeat, and gives no number twice, also after a restart', () => {
    const message = admitted({ receivedAt: OLD });
    store.writer.writeBatch([admit(message)]);
    store.index();
    removeAll('visits');
    const again = new StationWriter(store.db);
    expect(again.writeBatch([admit({ ...message, receivedAt: NOW })])).toMatchObject([{ outcome: 'repeat' }]);
    expect(again.writeBatch([admit(admitted({ receivedAt: NOW }))])).toMatchObject([{ change: { id: 2 } }]);
    while (again.search.catchUp(10) > 0);
    expect(found('okafor')).toEqual(['2']);
  });
});

describe('the term of photos', () => {
  function capture(id: number, sha256: string, at: number): void {
    store.db
      .prepare(
        `INSERT INTO photo (check_in_id, place, url, host, state, attempts, sha256, width, height, bytes, captured_at)
         VALUES (?, 0, ?, 'h', 'captured', 1, ?, 1, 1, 1000, ?)`,
      )
      .run(id, `u${sha256}${at}`, sha256.repeat(64), at);
  }

  test('says so in their rows, and spares a file that a younger visit shows', () => {
    const id = store.store({ receivedAt: OLD }) ?? 0;
    capture(id, 'a', OLD);
    capture(id, 'b', OLD);
    capture(id, 'b', NOW);
    removeAll('photos');
    const remains = new RemovalRemains(store.db, () => 0);
    expect(remains.files(10).map((sha256) => [sha256[0], remains.isNamed(sha256)])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(store.db.prepare('SELECT state, problem, sha256 FROM photo ORDER BY id').all()).toEqual([
      { state: 'failed', problem: 'removed', sha256: null },
      { state: 'failed', problem: 'removed', sha256: null },
      { state: 'captured', problem: null, sha256: 'b'.repeat(64) },
    ]);
    expect(new RetentionReader(store.db).log()).toMatchObject([{ photos: 2, photoBytes: 2000, visits: 0 }]);
  });
});

describe('what stands in the file of the database', () => {
  const PHONE = '07911555888';
  // The index is merged in the order of the words: this one is passed by with the first slice.
  const NAME = '00000000Quetzalcoatlus';
  const holds = (): boolean[] => {
    const bytes = Buffer.concat(['', '-wal'].map((end) => readFileSync(store.db.name + end)));
    return [PHONE, 'quetzalcoatlus'].map((text) => bytes.includes(text));
  };
  const remainsOf = () => new RemovalRemains(store.db, () => store.writer.retention.removals);
  /** Several segments of the search index, and in the first a person; answers the visit. */
  function fill(): number {
    const content = { carInfo: { carOwnerFirstName: NAME, carOwnerMobile: PHONE } };
    const id = store.store({ receivedAt: OLD, content }) ?? 0;
    for (let segment = 0; segment < 3; segment++) {
      store.writer.writeBatch(Array.from({ length: 300 }, () => admit(admitted({ receivedAt: NOW }))));
      store.index();
    }
    expect(holds()).toEqual([true, true]);
    return id;
  }
  const ask = (id: number, kind: 'personal' | 'visits' = 'personal') =>
    store.writer.retention.removeOf(kind, [id], { messages: [], quarantined: [] }, NOW);

  test('goes also when it is removed while what was removed before is wiped', () => {
    const id = fill();
    const other = store.store({ receivedAt: OLD }) ?? 0;
    const remains = remainsOf();
    ask(other);
    expect(remains.wipeSlice()).toBe(true);
    ask(id);
    while (remains.wipeSlice());
    expect(holds()).toEqual([false, false]);
  });

  test('goes also when the station ended while it was wiped', () => {
    const id = fill();
    const remains = remainsOf();
    ask(store.store({ receivedAt: OLD }) ?? 0);
    expect(remains.wipeSlice()).toBe(true);
    ask(id, 'visits');
    const restarted = remainsOf();
    while (restarted.wipeSlice());
    expect(holds()).toEqual([false, false]);
  });
});

test('of the delivery log so many rows are looked at as a slice can take, whatever is left of it', () => {
  const plans = plansOf(store.db, (db) => void new StationWriter(db));
  const [plan] = plans.filter(({ sql }) => /DELETE FROM delivery.*received_at/s.test(sql));
  // In the order of the rows, without sorting, so that the limit inside ends the scan.
  expect(plan?.steps).toEqual([
    'SEARCH delivery USING INTEGER PRIMARY KEY (rowid=?)',
    'LIST SUBQUERY 2',
    'CO-ROUTINE (subquery-1)',
    'SCAN delivery',
    'SCAN (subquery-1)',
  ]);
  const log = store.db.prepare(
    `INSERT INTO delivery (received_at, outcome, weak, proven, http_status, duration_ms, bytes) VALUES (?, 'refused', 0, 0, 401, 1, 1)`,
  );
  store.db.transaction(() => {
    for (const at of [NOW, ...Array<number>(50).fill(OLD), ...Array<number>(2_000).fill(NOW), OLD]) log.run(at);
  })();
  removeAll('visits');
  const left = store.db.prepare<[number], number>('SELECT id FROM delivery WHERE received_at = ?').pluck();
  expect([counts('delivery'), left.all(OLD)]).toEqual([2_002, [2_052]]);
});

test('a slice that cannot be committed leaves rows, figures and log as they were', () => {
  store.store({ receivedAt: OLD });
  store.db.exec("CREATE TRIGGER broken BEFORE UPDATE ON removal BEGIN SELECT RAISE(ABORT, 'broken'); END");
  expect(() => removeAll('visits')).toThrow('broken');
  expect([counts('check_in'), counts('removal'), store.writer.figures.lanes.new]).toEqual([1, 0, 1]);
  expect(store.db.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('what is due, and whose it is, is found by an index', () => {
  const plan = (sql: string): string =>
    store.db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join('; ');
  expect(
    plan('SELECT id FROM check_in WHERE arrived_at < 5 AND personal_removed_at IS NULL ORDER BY arrived_at LIMIT 9'),
  ).toContain('check_in_with_personal');
  expect(plan('SELECT id FROM check_in WHERE arrived_at < 5 ORDER BY arrived_at LIMIT 9')).toContain(
    'check_in_by_arrival',
  );
  expect(
    plan(
      'SELECT id FROM message WHERE check_in_id IS NULL AND received_at < 5 AND length(raw) > 0 ORDER BY received_at LIMIT 9',
    ),
  ).toContain('message_aside_whole');
  expect(
    plan("SELECT id FROM photo WHERE state = 'captured' AND captured_at < 5 ORDER BY captured_at LIMIT 9"),
  ).toContain('photo_captured');
  expect(plan("SELECT 1 FROM photo WHERE sha256 = 'a' LIMIT 1")).toContain('photo_by_sha256');
});

test('messages beside the visits are read from their index, never from the whole table', () => {
  const plans = plansOf(store.db, (db) => void new RetentionReader(db));
  const read = plans.filter(({ sql }) => /SELECT id, raw FROM message/.test(sql));
  expect(read.map(({ steps }) => steps.filter((step) => step.includes('message')))).toEqual([
    ['SEARCH message USING INTEGER PRIMARY KEY (rowid=?)', 'SCAN message USING INDEX message_aside_whole'],
  ]);
});

test('messages beside the visits come piece by piece, each once, those without bytes not at all', () => {
  for (const daysAgo of [1, 3, 2, 4]) store.store({ receivedAt: NOW - daysAgo * DAY, receiveBaseId: daysAgo });
  store.db.exec("UPDATE message SET check_in_id = NULL WHERE id <> 4; UPDATE message SET raw = x'' WHERE id = 2");
  const reader = new RetentionReader(store.db);
  const piece = (after: number) => reader.messages('aside', after, 1).map(({ id, raw }) => [id, raw.length > 0]);
  expect([piece(0), piece(1), piece(3)]).toEqual([[[1, true]], [[3, true]], []]);
});
