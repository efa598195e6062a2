import { afterEach, beforeEach, expect, test } from 'vitest';
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
