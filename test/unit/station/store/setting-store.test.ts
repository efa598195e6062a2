import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { SettingStore } from '../../../../electron/station/store/setting-store.ts';
import { DEFAULT_SETTINGS, type StationSettings } from '../../../../shared/settings.ts';
import type { ShopSettings } from '../../../../shared/shop.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const SHOP: ShopSettings = { name: 'Harbour Road', plateStyle: 'uk', distanceUnit: 'mi', timeZone: 'Europe/London' };
const SET: StationSettings = {
  ...DEFAULT_SETTINGS,
  shop: SHOP,
  alerts: {
    kinds: { plain: false, lights: true, damage: true },
    plate: false,
    ring: false,
    quietHours: { from: '19:00', to: '07:30' },
  },
  wall: { plates: 'masked', photos: false },
};

let folder: ReturnType<typeof temporaryFolder>;
let logged: string[];
beforeEach(() => {
  folder = temporaryFolder();
  logged = [];
});
afterEach(() => folder.dispose());

/** Works on the database of the folder, and closes it. */
function use<T>(work: (db: Database.Database) => T): T {
  const db = openDatabase(folder.path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

const storeOf = (db: Database.Database): SettingStore =>
  new SettingStore(db, pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }));
const rows = (db: Database.Database): unknown[] => db.prepare('SELECT name, value FROM setting ORDER BY name').all();
const put = (db: Database.Database, name: string, value: string): unknown =>
  db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)').run(name, value);

describe('the settings of the shop', () => {
  test('begin with their defaults, and nothing is stored for it', () => {
    use((db) => {
      expect(storeOf(db).settings).toEqual(DEFAULT_SETTINGS);
      expect(rows(db)).toEqual([]);
    });
    expect(logged).toEqual([]);
  });

  test('are in use at once, and there at the next start', () => {
    use((db) => {
      const store = storeOf(db);
      store.set(DEFAULT_SETTINGS);
      store.set(SET);
      expect(store.settings).toEqual(SET);
      expect(rows(db)).toEqual(
        (['alerts', 'backup', 'board', 'lan', 'photos', 'reach', 'retention', 'sheet', 'shop', 'wall'] as const).map(
          (name) => ({
            name,
            value: JSON.stringify(SET[name]),
          }),
        ),
      );
    });
    expect(use((db) => storeOf(db).settings)).toEqual(SET);
    expect(logged).toEqual([]);
  });

  test('are as they were when they cannot be stored', () => {
    use((db) => {
      const store = storeOf(db);
      store.set(SET);
      db.pragma('query_only = ON');
      expect(() => store.set(DEFAULT_SETTINGS)).toThrow(Database.SqliteError);
      expect(store.settings).toEqual(SET);
    });
    expect(use((db) => storeOf(db).settings)).toEqual(SET);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{"kinds":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a part of them', JSON.stringify({ ring: false })],
    ['a member that nobody knows', JSON.stringify({ ...SET.alerts, colour: 'red' })],
    ['a value of another type', JSON.stringify({ ...SET.alerts, ring: 1 })],
    ['a time that no clock shows', JSON.stringify({ ...SET.alerts, quietHours: { from: '24:00', to: '07:00' } })],
  ])('begin with their defaults where the row holds %s, and it is said in the log', (_what, value) => {
    use((db) => {
      put(db, 'alerts', value);
      const store = storeOf(db);
      expect(store.settings).toEqual(DEFAULT_SETTINGS);
      expect(logged).toEqual([expect.stringContaining('"name":"alerts"')]);
      store.set(SET);
    });
    expect(use((db) => storeOf(db).settings)).toEqual(SET);
  });

  test.each(['colours', '__proto__', 'constructor', ''])(
    'pass over a group called %j, and keep those that they know',
    (name) => {
      use((db) => {
        put(db, name, '{"ring":false}');
        put(db, 'alerts', JSON.stringify(SET.alerts));
        put(db, 'shop', JSON.stringify(SHOP));
        const { settings } = storeOf(db);
        expect(settings).toEqual({ ...DEFAULT_SETTINGS, shop: SHOP, alerts: SET.alerts });
        expect(Object.keys(settings)).toEqual(Object.keys(SET));
      });
      expect(logged).toHaveLength(1);
    },
  );
});

describe('a shop that was set elsewhere before', () => {
  const OTHER: ShopSettings = { ...SHOP, name: 'Elsewhere', timeZone: null };

  test('is taken over once, and then only what is stored counts', () => {
    use((db) => {
      const store = storeOf(db);
      store.takeOver('shop', OTHER);
      expect(store.settings).toEqual({ ...DEFAULT_SETTINGS, shop: OTHER });
      expect(rows(db)).toEqual([{ name: 'shop', value: JSON.stringify(OTHER) }]);
    });
    use((db) => {
      const store = storeOf(db);
      store.takeOver('shop', SHOP);
      expect(store.settings.shop).toEqual(OTHER);
      store.set({ shop: SHOP });
    });
    use((db) => {
      const store = storeOf(db);
      store.takeOver('shop', OTHER);
      expect(store.settings.shop).toEqual(SHOP);
    });
    expect(logged).toEqual([]);
  });

  test.each([
    ['a zone that is none', { ...SHOP, timeZone: 'Mars/Base' }],
    ['a member too few', { name: 'Harbour Road' }],
    ['a style of plate that nobody draws', { ...SHOP, plateStyle: 'gold' }],
  ])('is not taken over in place of a stored one that holds %s', (_what, stored) => {
    use((db) => {
      put(db, 'shop', JSON.stringify(stored));
      const store = storeOf(db);
      store.takeOver('shop', OTHER);
      expect(store.settings.shop).toEqual(DEFAULT_SETTINGS.shop);
      expect(logged).toEqual([expect.stringContaining('"name":"shop"')]);
    });
  });

  test('counts also while it cannot be stored, and is taken over when it can', () => {
    use((db) => {
      db.pragma('query_only = ON');
      const store = storeOf(db);
      store.takeOver('shop', OTHER);
      expect(store.settings.shop).toEqual(OTHER);
      expect(logged).toEqual([expect.stringContaining('could not be stored')]);
    });
    use((db) => {
      const store = storeOf(db);
      store.takeOver('shop', SHOP);
      expect(store.settings.shop).toEqual(SHOP);
    });
  });
});

describe('a database of version 1', () => {
  /** As the first Forecourt made it, with two check-ins in it. */
  function makeOld(): ReturnType<typeof contentOf> {
    const db = makeOldDatabase(folder.path, 1);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'setting'").pluck().get()).toBe(0);
    const content = contentOf(db);
    db.close();
    return content;
  }

  const contentOf = (db: Database.Database) => ({
    marks: db.prepare('SELECT * FROM search_mark').all(),
    checkIns: db.prepare('SELECT * FROM check_in ORDER BY 1').all(),
    messages: db.prepare('SELECT * FROM message ORDER BY 1').all(),
  });

  test('becomes one of today with all that was in it, and settings that begin with their defaults', () => {
    const before = makeOld();
    expect(before.checkIns).toHaveLength(2);
    use((db) => {
      expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
      expect(contentOf(db)).toMatchObject(before);
      expect(storeOf(db).settings).toEqual(DEFAULT_SETTINGS);
      storeOf(db).set(SET);
    });
    use((db) => {
      expect(contentOf(db)).toMatchObject(before);
      expect(storeOf(db).settings).toEqual(SET);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    });
  });

  test('becomes the same as a new one', () => {
    const schemaOf = (db: Database.Database): unknown[] =>
      db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
    makeOld();
    const old = use(schemaOf);
    folder.dispose();
    folder = temporaryFolder();
    expect(old).toEqual(use(schemaOf));
  });

  test('finds a setting by its name, one row a name, and holds nothing but text', () => {
    makeOld();
    use((db) => {
      const plan = db.prepare('EXPLAIN QUERY PLAN SELECT value FROM setting WHERE name = ?').all('alerts');
      expect(JSON.stringify(plan)).toContain('USING PRIMARY KEY');
      put(db, 'alerts', '{}');
      const insert = db.prepare('INSERT INTO setting (name, value) VALUES (?, ?)');
      expect(() => insert.run('alerts', '{}')).toThrow(/UNIQUE/);
      expect(() => insert.run('other', Buffer.from('{}'))).toThrow(/TEXT/);
      expect(() => insert.run('other', null)).toThrow(/NOT NULL/);
    });
  });
});
