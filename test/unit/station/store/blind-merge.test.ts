import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { typedMessage } from '../../../../electron/station/intake/typed-message.ts';
import { BlindStore } from '../../../../electron/station/store/blind-store.ts';
import { buildRestored } from '../../../../electron/station/store/build-restored.ts';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { copyOf } from './restored.ts';
import { openStore, type TestStore } from './rows.ts';

let folder: { path: string; dispose: () => void };
let stores: TestStore[];
beforeEach(() => {
  folder = temporaryFolder();
  stores = [];
});
afterEach(() => {
  for (const store of stores) store.dispose();
  folder.dispose();
});

function station(): { store: TestStore; ledger: BlindStore } {
  const store = openStore();
  stores.push(store);
  return { store, ledger: new BlindStore(store.db) };
}

const copy = ({ store }: { store: TestStore }, name: string): string => copyOf(store.db, folder.path, name);

/** What the ledger says after a restore that is done twice, as one that breaks off is. */
function restored(backup: string, present: string) {
  for (const from of [backup, 'draft']) {
    const parts = { damaged: [], isPresentDamaged: false, present, scratch: join(folder.path, 'scratch') };
    const draft = join(folder.path, from === 'draft' ? 'again' : 'draft');
    buildRestored({ ...parts, backup: from === 'draft' ? join(folder.path, 'draft') : from, draft }, () => {});
  }
  const db = openDatabase(join(folder.path, 'again'));
  const ledger = new BlindStore(db);
  const told = {
    beat: ledger.lastBeat()?.at,
    outages: ledger.outages().map(({ cause, from, to }) => [cause, from, to]),
    ticks: ledger.ticks().map(({ who }) => who),
    typed: db.prepare('SELECT plate FROM check_in WHERE typed = 1').pluck().all(),
  };
  db.close();
  return told;
}

/** Types in a check-in. */
function enter({ store }: { store: TestStore }, plate: string): void {
  const fields = { vin: null, ownerName: null, ownerMobile: null, odometer: null, remark: null };
  store.writer.enter(
    typedMessage({ ...fields, plate, arrivedAt: new Date(900).toISOString() }, 900, plate),
    'Ann',
    900,
  );
}

const beat = (at: number) => ({ at, sinceBoot: at });

test('an older backup of the same database makes no outage of the time since, ends none that goes on, and keeps what was typed', () => {
  const shop = station();
  shop.ledger.save([{ id: 1, cause: 'secret', from: 100, to: null }], beat(100));
  shop.ledger.tick({ losesFrom: 1, losesTo: 2, at: 3, who: 'Ann', note: '' });
  shop.ledger.tick({ losesFrom: 5, losesTo: 6, at: 7, who: 'Bo', note: '' });
  enter(shop, 'AB12 CDE');
  const backup = copy(shop, 'backup');
  enter(shop, 'CD34 EFG');
  shop.ledger.save(
    [
      { id: 1, cause: 'secret', from: 100, to: 150 },
      { id: 2, cause: 'tunnel', from: 800, to: null },
    ],
    beat(900),
  );
  shop.ledger.untick(1, 2, 850);
  expect(restored(backup, copy(shop, 'present'))).toEqual({
    beat: 900,
    outages: [
      ['secret', 100, 150],
      ['tunnel', 800, null],
    ],
    ticks: ['Bo'],
    typed: ['AB12 CDE', 'CD34 EFG'],
  });
});

test('between the last moment of one database and the first of another no station is known to have run, and that is named', () => {
  const before = station();
  before.ledger.save([{ id: 1, cause: 'probe', from: 90, to: null }], beat(100));
  enter(before, 'AB12 CDE');
  const after = station();
  after.ledger.save([], beat(500));
  after.ledger.save([], beat(900));
  expect(restored(copy(before, 'backup'), copy(after, 'present'))).toEqual({
    beat: 900,
    outages: [
      ['probe', 90, 100],
      ['off', 100, 500],
    ],
    ticks: [],
    typed: ['AB12 CDE'],
  });
});

test('who looked after a blind spot or typed a check-in stays removed, whatever an older backup holds', () => {
  const shop = station();
  enter(shop, 'AB12 CDE');
  shop.ledger.tick({ losesFrom: 1, losesTo: 2, at: 900, who: 'Ann', note: 'called Sam' });
  const backup = copy(shop, 'backup');
  const term = { days: 7, before: 1_000, limit: 16, at: 2_000 };
  while (shop.store.writer.retention.slice('personal', term));
  expect(restored(backup, copy(shop, 'present')).ticks).toEqual(['']);
  const db = openDatabase(join(folder.path, 'again'));
  expect(db.prepare('SELECT name FROM accepted_by_hand').pluck().all()).toEqual(['']);
  db.close();
});
