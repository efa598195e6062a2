import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { StepStore, type StepTimes } from '../../../../electron/station/store/step-store.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { copyOf, restoredOf } from './restored.ts';
import { openStore, type TestStore } from './rows.ts';

const AT = 1_700_000_000_000;
const iso = (ms: number): string => new Date(ms).toISOString();

let store: TestStore;
let steps: StepStore;
let id: number;
beforeEach(() => {
  store = openStore();
  steps = new StepStore(store.db);
  id = Number(store.store({ receivedAt: AT }));
});
afterEach(() => store.dispose());

const note = (times: StepTimes, now = AT + 1_000): number[] => steps.note(new Map([[id, times]]), now);
const told = () => store.reader.checkIn(String(id))?.steps;
const failed = () => store.reader.card(String(id))?.failedSteps;

test('the first time at which a visit was stored, shown and rung for counts', () => {
  expect(told()).toEqual({ storedAt: null, shownAt: null, rungAt: null, printedAt: null, failed: [] });
  expect(note({ stored: AT + 5, shown: AT + 400 })).toEqual([]);
  note({ shown: AT + 900, rung: AT + 950 });
  note({ stored: AT + 7, rung: AT + 990 });
  expect(told()).toMatchObject({ storedAt: iso(AT + 5), shownAt: iso(AT + 400), rungAt: iso(AT + 950) });
  expect(failed()).toEqual([]);
});

test('one that no board drew in time is shown late: it is told once, and its card says so', () => {
  expect(note({ shown: AT + 60_000 + 1 })).toEqual([id]);
  expect(note({ shown: AT + 90_000 })).toEqual([]);
  expect([failed(), told()?.failed]).toEqual([['shown'], ['shown']]);
});

test('one that came here long after it had arrived is shown late by when it was stored, after deriving again as well', () => {
  const waited = 3 * 3_600_000;
  expect(note({ stored: AT + waited, shown: AT + waited + 60_000 })).toEqual([]);
  expect(failed()).toEqual([]);
  rederive(store.db, () => {});
  expect(failed()).toEqual([]);
  const other = Number(store.store({ receivedAt: AT }));
  const times = { stored: AT + waited, shown: AT + waited + 60_001 };
  expect(steps.note(new Map([[other, times]]), AT + waited)).toEqual([other]);
});

describe('one of a store that this desk did not show', () => {
  const showStores = (stores: string[], at: number): void => {
    store.writer.reception = () => ({ stores, others: 'keep' });
    store.writer.desk.showStores({ stores, others: 'keep' }, 0, at);
  };
  beforeEach(() => {
    showStores(['1'], AT);
    id = Number(store.store({ receivedAt: AT }));
    note({ stored: AT + 5 });
    showStores(['1', '84'], AT + 900_000);
  });

  test('is shown late by when it was put back', () => {
    expect(note({ shown: AT + 960_001 })).toEqual([id]);
    store.db.exec(`UPDATE visit_step SET shown_at = ${AT + 960_000}`);
    expect(failed()).toEqual([]);
  });

  test('is still shown late when it was put back again later', () => {
    showStores(['1'], AT + 990_000);
    showStores(['1', '84'], AT + 999_000);
    expect(note({ shown: AT + 999_300 })).toEqual([id]);
  });
});

test('one that stood in New unseen is shown late although somebody set it aside and put it back', () => {
  note({ stored: AT + 5 });
  store.writer.desk.setAside(String(id), null, 'mistake', AT + 90_000);
  store.writer.desk.setAside(String(id), 'mistake', null, AT + 95_000);
  expect(note({ shown: AT + 95_300 })).toEqual([id]);
});

test('of one that was seen before anybody told, and of one that is not there, nothing is noted', () => {
  store.writer.desk.move(String(id), 'new', 'seen', AT + 10_000);
  note({ shown: AT + 75_000 }, AT + 75_000);
  steps.note(new Map([[id + 1, { shown: AT, stored: AT }]]), AT);
  expect(told()?.shownAt).toBeNull();
  note({ shown: AT + 30_000 }, AT + 30_000);
  expect(told()?.shownAt).toBe(iso(AT + 30_000));
});

test('a sheet on paper is the last step, and one that is missing is said on the card', () => {
  const insert = (place: string, result: string, at: number): unknown =>
    store.db
      .prepare('INSERT INTO sheet (check_in_id, copy, place, begun_at, result, ended_at) VALUES (?, 1, ?, ?, ?, ?)')
      .run(id, place, at, result, at);
  store.db.prepare("INSERT INTO sheet_job (check_in_id, due_at, state) VALUES (?, 0, 'missing')").run(id);
  insert('pdf', 'printed', AT + 1);
  insert('printer', 'failed', AT + 2);
  expect([told()?.printedAt, failed()]).toEqual([null, ['printed']]);
  store.db.exec('DELETE FROM sheet_job');
  insert('printer', 'printed', AT + 3);
  expect([told()?.printedAt, failed()]).toEqual([iso(AT + 3), []]);
});

test('they outlive that check-ins are derived again, and go with the visit', () => {
  note({ stored: AT + 5, shown: AT + 6, rung: AT + 7 });
  const before = told();
  rederive(store.db, () => {});
  expect(told()).toEqual(before);
  store.writer.retention.removeOf('visits', [id], { messages: [], quarantined: [] }, AT);
  expect(store.db.prepare('SELECT count(*) FROM visit_step').pluck().get()).toBe(0);
});

test('a restore keeps the first time of both databases', () => {
  const folder = temporaryFolder();
  const copy = (name: string): string => {
    store.index();
    return copyOf(store.db, folder.path, name);
  };
  note({ stored: AT + 5, rung: AT + 90 });
  const backup = copy('backup');
  store.db.exec(`UPDATE visit_step SET stored_at = NULL, shown_at = ${AT + 50}, rung_at = ${AT + 95}`);
  const later = Number(store.store({ receivedAt: AT }));
  steps.note(new Map([[later, { stored: AT + 8 }]]), AT);
  const db = restoredOf(folder.path, { backup, present: copy('present') });
  const restored = new StationReader(db, () => DEFAULT_SETTINGS.board);
  expect(restored.checkIn(String(id))?.steps).toMatchObject({
    storedAt: iso(AT + 5),
    shownAt: iso(AT + 50),
    rungAt: iso(AT + 90),
  });
  expect(restored.checkIn(String(later))?.steps.storedAt).toBe(iso(AT + 8));
  db.close();
  folder.dispose();
});
