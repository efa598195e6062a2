import { afterEach, beforeEach, expect, test } from 'vitest';
import { DERIVED } from '../../../../electron/station/store/check-in-writer.ts';
import { DataRepair } from '../../../../electron/station/store/data-repair.ts';
import { openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

test('what lost its personal data since a check took its copy is not mended back', () => {
  const id = store.store() ?? 0;
  const raw = store.db.prepare<[number], Buffer>('SELECT raw FROM message WHERE id = ?').pluck().get(id) ?? Buffer.of();
  const row = store.db.prepare<[number], Record<string, string | null>>('SELECT * FROM check_in WHERE id = ?').get(id);
  const derived = { messageId: id, values: DERIVED.map((column) => row?.[column] ?? null) };
  const repair = new DataRepair(store.db);
  expect([repair.message(id, raw), repair.derived(id, derived)]).toEqual([true, true]);
  store.writer.retention.removeOf('personal', [id], { messages: [], quarantined: [] }, Date.now());
  expect([repair.message(id, raw), repair.derived(id, derived)]).toEqual([false, false]);
  expect(store.reader.checkIn(String(id))?.owner.mobile).toBeNull();
});
