import type Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { DEFAULT_SETTINGS, StationSettings } from '../../../shared/settings.ts';
import type { ShopSettings } from '../../../shared/shop.ts';

/** The groups of settings that somebody has changed. */
export type SettingChange = { [Name in keyof StationSettings]?: StationSettings[Name] | undefined };

/** The settings of the shop: in memory for whoever asks, on disk when they change. */
export class SettingStore {
  #settings: StationSettings;
  /** Whether the shop was stored when the database was opened. */
  readonly #holdsShop: boolean;
  readonly #log: Logger;
  readonly #store: Database.Transaction<(change: SettingChange) => void>;

  constructor(db: Database.Database, log: Logger) {
    const set = db.prepare<[string, string]>(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    this.#store = db.transaction((change) => {
      for (const [name, value] of Object.entries(change)) set.run(name, JSON.stringify(value));
    });
    const rows = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM setting').all();
    this.#settings = read(rows, log);
    this.#holdsShop = rows.some(({ name }) => name === 'shop');
    this.#log = log;
  }

  get settings(): StationSettings {
    return this.#settings;
  }

  /** Changes the groups that are given. Throws when they cannot be stored; then all are as before. */
  set(change: SettingChange): void {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#store.immediate(given);
    this.#settings = { ...this.#settings, ...given };
  }

  /**
   * Takes over a shop that was set elsewhere, unless this database held one already when it was opened. One that cannot be
   * stored counts all the same, and is taken over again at the next start.
   */
  takeOverShop(shop: ShopSettings): void {
    if (this.#holdsShop) return;
    try {
      this.set({ shop });
    } catch (error) {
      this.#log.warn({ err: error }, 'the shop of settings.json could not be stored');
      this.#settings = { ...this.#settings, shop };
    }
  }
}

/** A group that cannot be read begins with its defaults: a setting must never keep check-ins from being received. */
function read(rows: readonly { name: string; value: string }[], log: Logger): StationSettings {
  const settings = { ...DEFAULT_SETTINGS };
  for (const { name, value } of rows) {
    try {
      Object.assign(settings, StationSettings.partial().parse({ [name]: JSON.parse(value) }));
    } catch (error) {
      log.warn({ err: error, name }, 'a setting could not be read: it begins with its default');
    }
  }
  return settings;
}
