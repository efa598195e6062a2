import type Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { DEFAULT_SETTINGS, StationSettings } from '../../../shared/settings.ts';

/** The settings of the shop: in memory for whoever asks, on disk when they change. */
export class SettingStore {
  #settings: StationSettings;
  readonly #set: Database.Statement<[string, string]>;

  constructor(db: Database.Database, log: Logger) {
    this.#set = db.prepare(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    const rows = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM setting').all();
    this.#settings = read(rows, log);
  }

  get settings(): StationSettings {
    return this.#settings;
  }

  /** Throws when the settings cannot be stored; then they are as before. */
  set(settings: StationSettings): void {
    this.#set.run('alerts', JSON.stringify(settings.alerts));
    this.#settings = settings;
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
