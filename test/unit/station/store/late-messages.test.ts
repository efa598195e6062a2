import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BlindStore } from '../../../../electron/station/store/blind-store.ts';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import type { AdmittedMessage } from '../../../../electron/station/store/entries.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { RelayStore } from '../../../../electron/station/store/relay-store.ts';
import { StepStore } from '../../../../electron/station/store/step-store.ts';
import type { DeliveryOrigin } from '../../../../shared/delivery.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';
import { copyOf, restoredOf } from './restored.ts';
import { admit, admitted, admittedPlan, openStore, type TestStore } from './rows.ts';

const NOON = Date.UTC(2026, 2, 3, 12);
const s = (seconds: number): number => seconds * 1_000;
const iso = (ms: number): string => new Date(ms).toISOString();

let store: TestStore;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  store = openStore();
  folder = temporaryFolder();
});
afterEach(() => {
  store.dispose();
  folder.dispose();
});

/** Stores a message that arrived somewhere at one time and is stored here at another; the number of its visit. */
function take(message: AdmittedMessage, storedAt: number, origin?: DeliveryOrigin): number {
  const facts = { receivedAt: storedAt, durationMs: 1, bytes: 1, ...(origin === undefined ? {} : { origin }) };
  return Number(store.writer.writeBatch([{ type: 'admit', message, facts }])[0]?.change?.id);
}

const relayed = (arrivedAt: number, storedAt: number, parts: Parameters<typeof admitted>[0] = {}): number =>
  take(admitted({ receivedAt: arrivedAt, ...parts }), storedAt, 'relay');
const lateOf = (id: number) => store.reader.card(String(id))?.late;

describe('a check-in', () => {
  test('that the relay had for more than two minutes came late, which card, panel and list say, and it is as old as the wait', () => {
    const id = relayed(NOON, NOON + s(2_280));
    const late = { storedAt: iso(NOON + s(2_280)) };
    expect(store.reader.card(String(id))).toMatchObject({ late, arrivedAt: iso(NOON) });
    expect(store.reader.checkIn(String(id))).toMatchObject({ late, arrivedAt: iso(NOON) });
  });

  test.each<[string, number, DeliveryOrigin | undefined]>([
    ['that the relay had for two minutes', 120, 'relay'],
    ['whose time at the relay is in the future here', -60, 'relay'],
    ['that came from AutoX3 itself', 2_280, undefined],
    ['that somebody let in from the quarantine', 2_280, 'by-hand'],
  ])('%s is not late', (_what, seconds, origin) => {
    const id = take(admitted({ receivedAt: NOON }), NOON + s(seconds), origin);
    expect(lateOf(id)).toBeNull();
  });

  test('stays late when the visit is sent again, directly or late once more', () => {
    const id = relayed(NOON, NOON + s(600), { receiveBaseId: 77, createTime: NOON });
    store.store({ receiveBaseId: 77, createTime: NOON + 1, receivedAt: NOON + s(700) });
    relayed(NOON + s(800), NOON + s(1_600), { receiveBaseId: 77, createTime: NOON + 2 });
    expect(lateOf(id)).toEqual({ storedAt: iso(NOON + s(600)) });
    const fresh = Number(store.store({ receivedAt: NOON + s(700), receiveBaseId: 78, createTime: NOON }));
    relayed(NOON + s(800), NOON + s(1_600), { receiveBaseId: 78, createTime: NOON + 2 });
    expect(lateOf(fresh)).toBeNull();
  });

  test('that came late is shown late where no board drew it within a minute of its coming here', () => {
    const steps = new StepStore(store.db);
    const shown = (id: number, at: number) => steps.note(new Map([[id, { shown: at }]]), at);
    const one = relayed(NOON, NOON + s(600));
    expect(shown(one, NOON + s(630))).toEqual([]);
    expect(store.reader.card(String(one))?.failedSteps).toEqual([]);
    const other = relayed(NOON, NOON + s(600));
    expect(shown(other, NOON + s(661))).toEqual([other]);
    expect(store.reader.card(String(other))?.failedSteps).toEqual(['shown']);
  });
});

test('check-ins that came late are counted by when the relay had them, each once, and nothing else with them', () => {
  relayed(NOON, NOON + s(600), { receiveBaseId: 77, createTime: NOON });
  relayed(NOON + s(1), NOON + s(600), { receiveBaseId: 77, createTime: NOON + 1 });
  relayed(NOON + s(60), NOON + s(600));
  relayed(NOON + s(61), NOON + s(600));
  relayed(NOON + s(590), NOON + s(600));
  store.store({ receivedAt: NOON + s(30) });
  take(admittedPlan({ receivedAt: NOON + s(30), plate: 'AB12 CDE', items: [] }), NOON + s(600), 'relay');
  const rows = new RelayStore(store.db);
  expect(rows.countLate(NOON, NOON + s(60))).toBe(2);
  expect(rows.countLate(NOON + s(61), NOON + s(600))).toBe(1);
  expect(rows.countLate(NOON + s(62), Number.MAX_SAFE_INTEGER)).toBe(0);
  const plan = store.db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT 1 FROM message WHERE stored_late_at IS NOT NULL AND received_at BETWEEN 1 AND 2',
    )
    .all();
  expect(JSON.stringify(plan)).toContain('message_late');
});

test('what was late is so after deriving again and after a restore, and the relay is known by both databases', () => {
  const rows = new RelayStore(store.db);
  const run = (name: string, from: number, to: number) => ({ relay: 'one', run: name, from, to });
  rows.save([{ joinedAt: NOON, beganAt: NOON, leftAt: null }], [run('a', NOON, NOON + s(5))], false);
  relayed(NOON, NOON + s(600), { plate: 'LATE 1' });
  const backup = copyOf(store.db, folder.path, 'backup');
  const later = [
    { joinedAt: NOON, beganAt: NOON, leftAt: NOON + s(700) },
    { joinedAt: NOON + s(800), beganAt: null, leftAt: null },
  ];
  rows.save(later, [run('a', NOON, NOON + s(60)), run('b', NOON + s(70), NOON + s(80))], false);
  relayed(NOON + s(100), NOON + s(650), { plate: 'LATE 2' });
  store.store({ receivedAt: NOON + s(660), plate: 'FRESH' });
  rederive(store.db, () => {});
  const db = restoredOf(folder.path, { backup, present: copyOf(store.db, folder.path, 'present') });
  const cards = new StationReader(db, () => DEFAULT_SETTINGS.board).boardCards(NOON + s(700));
  expect(cards.map(({ plate, late }) => [plate, late?.storedAt])).toEqual([
    ['FRESH', undefined],
    ['LATE 2', iso(NOON + s(650))],
    ['LATE 1', iso(NOON + s(600))],
  ]);
  const restored = new RelayStore(db);
  expect(restored.times()).toEqual(later);
  expect(restored.runs()).toEqual([run('a', NOON, NOON + s(60)), run('b', NOON + s(70), NOON + s(80))]);
  db.close();
});

test('of a database that begins anew the time with a relay that went on in the other one ends with its last beat', () => {
  const rows = new RelayStore(store.db);
  rows.save([{ joinedAt: NOON, beganAt: NOON, leftAt: null }], [], false);
  store.db.exec(`INSERT INTO heartbeat VALUES (1, ${NOON}, ${NOON + s(90)}, 1)`);
  const backup = copyOf(store.db, folder.path, 'old');
  const fresh = openStore();
  const present = copyOf(fresh.db, folder.path, 'fresh');
  fresh.dispose();
  const db = restoredOf(folder.path, { backup, present });
  expect(new RelayStore(db).times()).toEqual([{ joinedAt: NOON, beganAt: NOON, leftAt: NOON + s(90) }]);
  db.close();
});

test('nothing that the version before has stored is late, and no relay was joined', () => {
  const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('relay_run'));
  const old = makeOldDatabase(folder.path, BEFORE);
  old.exec("INSERT INTO outage VALUES (7, 'tunnel', 1, 2), (8, 'off', 3, NULL)");
  old.close();
  const db = openDatabase(folder.path);
  expect(new StationReader(db, () => DEFAULT_SETTINGS.board).card('1')).toMatchObject({ plate: 'OLD 1', late: null });
  expect([new RelayStore(db).times(), new RelayStore(db).runs()]).toEqual([[], []]);
  expect(new BlindStore(db).outages()).toEqual([
    { id: 7, cause: 'tunnel', from: 1, to: 2 },
    { id: 8, cause: 'off', from: 3, to: null },
  ]);
  expect(() => db.exec('UPDATE message SET stored_late_at = received_at')).toThrow(/CHECK/);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});

test('an ordinary entry of the writer stores no time of its own', () => {
  store.writer.writeBatch([admit(admitted({ receivedAt: NOON }))]);
  expect(store.db.prepare('SELECT stored_late_at FROM message').pluck().all()).toEqual([null]);
});
