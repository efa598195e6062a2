import type Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { DEFAULT_SETTINGS, StationSettings } from '../../../shared/settings.ts';

/** The groups of settings that somebody has changed. */
export type SettingChange = { [Name in keyof StationSettings]?: StationSettings[Name] | undefined };

/** The settings of the shop: in memory for whoever asks, on disk when they change. */
export class SettingStore {
  #settings: StationSettings;
  /** The groups that were stored when the database was opened. */
  readonly #held: ReadonlySet<string>;
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
    this.#held = new Set(rows.map(({ name }) => name));
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
   * Takes over a group that was set elsewhere, unless this database held it already when it was opened. One that cannot be
   * stored counts all the same, and is taken over again at the next start.
   */
  takeOver<Name extends 'shop' | 'reach'>(name: Name, group: StationSettings[Name]): void {
    if (this.#held.has(name)) return;
    try {
      this.set({ [name]: group });
    } catch (error) {
      this.#log.warn({ err: error, name }, 'a setting of settings.json could not be stored');
      this.#settings = { ...this.#settings, [name]: group };
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
