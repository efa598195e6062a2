import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import type { AdmittedMessage } from '../../../../electron/station/store/entries.ts';
import { type MessageRun, MessageRuns } from '../../../../electron/station/store/message-runs.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import type { DeliveryOrigin } from '../../../../shared/delivery.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';
import { copyOf, restoredOf } from './restored.ts';
import { admitted, openStore, type TestStore } from './rows.ts';

const NOON = Date.UTC(2026, 2, 3, 12);
const MINUTE = 60_000;
const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('message_run'));

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

const minutes = (runs: readonly MessageRun[]) =>
  runs.map(({ way, from, to }) => [way, (from - NOON) / MINUTE, (to - NOON) / MINUTE]);
const stored = () => minutes(new MessageRuns(store.db).all);
/** Takes messages in one transaction. Each came at a minute after noon; one of a relay is stored an hour later. */
function take(...messages: { at?: number; by?: DeliveryOrigin; message?: AdmittedMessage }[]): void {
  store.writer.writeBatch(
    messages.map(({ at = 0, by, message = admitted({ receivedAt: NOON + at * MINUTE }) }) => {
      const receivedAt = message.receivedAt + (by === 'relay' ? 60 * MINUTE : 0);
      return { type: 'admit', message, facts: { receivedAt, durationMs: 1, bytes: 1, ...(by && { origin: by }) } };
    }),
  );
}

describe('the ways by which messages came', () => {
  test('are kept from message to message, those of a relay by when it had them', () => {
    take({ at: 0 }, { at: 3 });
    take({ at: 9 });
    take({ at: 12, by: 'relay' }, { at: 20, by: 'relay' });
    take({ at: 30 });
    take({ at: 31, by: 'relay' });
    const runs = [
      ['direct', 0, 9],
      ['relay', 12, 20],
      ['direct', 30, 30],
      ['relay', 31, 31],
    ];
    expect(minutes(store.writer.runs.all)).toEqual(runs);
    expect(stored()).toEqual(runs);
    expect(store.writer.runs.latest).toBe('relay');
  });

  test('are written a minute apart where nothing else is known than before', () => {
    take({ at: 0 }, { at: 0.5 }, { at: 0.99 });
    const { version } = store.writer.runs;
    take({ at: 0.999 });
    expect([minutes(store.writer.runs.all), stored(), store.writer.runs.version]).toEqual([
      [['direct', 0, 0.999]],
      [['direct', 0, 0]],
      version,
    ]);
    take({ at: 1 });
    expect(stored()).toEqual([['direct', 0, 1]]);
    expect(store.writer.runs.version).toBeGreaterThan(version);
  });

  test('are told by what a relay brings once more, and not by what comes here once more', () => {
    const [first, second] = [admitted({ receivedAt: NOON }), admitted({ receivedAt: NOON + MINUTE })];
    take({ message: first }, { message: second, by: 'relay' });
    take({ message: { ...second, receivedAt: NOON + 5 * MINUTE } });
    take({ message: { ...first, receivedAt: NOON + 9 * MINUTE }, by: 'relay' });
    expect(stored()).toEqual([
      ['direct', 0, 0],
      ['relay', 1, 9],
    ]);
  });

  test('are not told by what somebody at the board does, and that of a relay not without a proof', () => {
    take({ message: admitted({ receivedAt: NOON, proven: false }), by: 'relay' });
    take({ at: 1, by: 'by-hand' }, { at: 2, by: 'tried-again' }, { at: 3, by: 'sent-again' });
    expect([stored(), store.writer.runs.latest]).toEqual([[], null]);
    take({ message: admitted({ receivedAt: NOON, proven: false }) });
    expect(stored()).toEqual([['direct', 0, 0]]);
  });

  test('are not told by what comes late of a time that went the same way, nor of the future by a clock that is ahead', () => {
    take({ at: 10, by: 'relay' }, { at: 20 }, { at: 15, by: 'relay' }, { at: 90, by: 'relay' });
    const ahead = admitted({ receivedAt: NOON + 500 * MINUTE });
    store.writer.writeBatch([
      {
        type: 'admit',
        message: ahead,
        facts: { receivedAt: NOON + 95 * MINUTE, durationMs: 1, bytes: 1, origin: 'relay' },
      },
    ]);
    expect(minutes(store.writer.runs.all)).toEqual([
      ['relay', 10, 15],
      ['direct', 20, 20],
      ['relay', 90, 95],
    ]);
  });

  test('are what they were where a transaction is undone', () => {
    take({ at: 0 });
    store.db.exec(
      "CREATE TRIGGER full BEFORE INSERT ON delivery WHEN new.origin = 'relay' BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    expect(() => take({ at: 5 }, { at: 6, by: 'relay' })).toThrow('no');
    expect([minutes(store.writer.runs.all), stored()]).toEqual([[['direct', 0, 0]], [['direct', 0, 0]]]);
    store.db.exec('DROP TRIGGER full');
    take({ at: 6, by: 'relay' });
    expect(stored()).toEqual([
      ['direct', 0, 0],
      ['relay', 6, 6],
    ]);
  });

  test('take a bounded room however often they change: the first and the newest are kept', () => {
    for (let at = 0; at < 3_000; at += 2) take({ at }, { at: at + 1, by: 'relay' });
    const runs = stored();
    expect(runs.length).toBeLessThanOrEqual(1_001);
    expect([runs[0], runs.at(-1)]).toEqual([
      ['direct', 0, 0],
      ['relay', 2_999, 2_999],
    ]);
    expect(minutes(store.writer.runs.all)).toEqual(runs);
  });

  test('are those of both databases after a restore', () => {
    take({ at: 0 }, { at: 5 });
    const backup = copyOf(store.db, folder.path, 'backup');
    take({ at: 9 }, { at: 12, by: 'relay' });
    store.db.exec(
      `DELETE FROM message_run WHERE way = 'direct'; INSERT INTO message_run VALUES ('direct', ${NOON}, ${NOON + 9 * MINUTE})`,
    );
    const db = restoredOf(folder.path, { backup, present: copyOf(store.db, folder.path, 'present') });
    expect(minutes(new MessageRuns(db).all)).toEqual([
      ['direct', 0, 9],
      ['relay', 12, 12],
    ]);
    db.close();
  });

  test('were direct for all that an older version has stored until it joined a relay', () => {
    const old = makeOldDatabase(folder.path, BEFORE);
    const [first, last] = old.prepare('SELECT min(received_at), max(received_at) FROM message').raw().get() as number[];
    old.close();
    const db = openDatabase(folder.path);
    expect(new MessageRuns(db).all).toMatchObject([{ way: 'direct', from: first, to: last }]);
    db.close();
  });

  test('are none for an older version that has stored nothing', () => {
    const old = makeOldDatabase(folder.path, BEFORE);
    old.exec('PRAGMA foreign_keys = OFF; DELETE FROM message');
    old.close();
    const db = openDatabase(folder.path);
    expect(new MessageRuns(db).all).toEqual([]);
    db.close();
  });
});
