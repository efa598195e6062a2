import type Database from 'better-sqlite3';
import { z } from 'zod';
import { DeviceRole } from '../../../shared/device.ts';
import { writeTrailing } from './database.ts';

/** A paired device as it is stored; times in ms since 1970. */
const DeviceRow = z.object({
  id: z.string(),
  name: z.string(),
  role: DeviceRole,
  tokenSha256: z.instanceof(Uint8Array),
  pairedAt: z.number(),
  lastSeenAt: z.number(),
  browser: z.string().nullable(),
  address: z.string().nullable(),
});
export type DeviceRow = z.infer<typeof DeviceRow>;

/** What changes with every visit of a device. */
export type DeviceVisit = Pick<DeviceRow, 'id' | 'lastSeenAt' | 'browser' | 'address'>;

/** The paired devices on disk. Every method but `all` throws when it cannot store; then nothing has changed. */
export class DeviceStore {
  readonly #db: Database.Database;
  readonly #all: Database.Statement<[]>;
  readonly #insert: Database.Statement<[DeviceRow]>;
  readonly #rename: Database.Statement<[string, string]>;
  readonly #remove: Database.Statement<[string]>;
  readonly #replace: Database.Transaction<(row: DeviceRow, before: string | null) => void>;
  readonly #seen: Database.Transaction<(visits: readonly DeviceVisit[]) => void>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#all = db.prepare(
      `SELECT id, name, role, token_sha256 AS tokenSha256, paired_at AS pairedAt, last_seen_at AS lastSeenAt, browser, address
         FROM device`,
    );
    this.#insert = db.prepare(
      `INSERT INTO device (id, name, role, token_sha256, paired_at, last_seen_at, browser, address)
         VALUES (@id, @name, @role, @tokenSha256, @pairedAt, @lastSeenAt, @browser, @address)`,
    );
    this.#rename = db.prepare('UPDATE device SET name = ? WHERE id = ?');
    this.#remove = db.prepare('DELETE FROM device WHERE id = ?');
    this.#replace = db.transaction((row, before) => {
      if (before !== null) this.#remove.run(before);
      this.#insert.run(row);
    });
    const visit = db.prepare<[DeviceVisit]>(
      'UPDATE device SET last_seen_at = @lastSeenAt, browser = @browser, address = @address WHERE id = @id',
    );
    this.#seen = db.transaction((visits) => {
      for (const { id, lastSeenAt, browser, address } of visits) visit.run({ id, lastSeenAt, browser, address });
    });
  }

  all(): DeviceRow[] {
    return z.array(DeviceRow).parse(this.#all.all());
  }

  /** Adds a device; `before` is what the same browser was until now, and leaves. */
  add(row: DeviceRow, before: string | null): void {
    this.#replace.immediate(row, before);
  }

  rename(id: string, name: string): void {
    this.#rename.run(name, id);
  }

  remove(id: string): void {
    this.#remove.run(id);
  }

  /** Not worth a wait for the disk: after a power cut a device was seen a little earlier. */
  seen(visits: readonly DeviceVisit[]): void {
    writeTrailing(this.#db, () => this.#seen.immediate(visits));
  }
}
