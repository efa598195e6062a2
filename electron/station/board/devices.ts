import { createHash, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Access } from '../../../shared/access.ts';
import type { Device } from '../../../shared/device.ts';
import { instant } from '../instant.ts';
import type { DeviceRow, DeviceStore } from '../store/device-store.ts';
import type { OpenInvite } from './invites.ts';

/** More than any shop has; each stands in memory. */
export const MOST_DEVICES = 100;
/** How often it is stored when devices were last seen, in ms. */
const STORE_EVERY_MS = 60_000;

/** From where and with what a device came. */
export type Visit = { address: string | null; browser: string | null };

/** What the devices need; `now` is ms since 1970. */
export type DevicesParts = {
  store: Pick<DeviceStore, 'all' | 'add' | 'rename' | 'remove' | 'seen'>;
  now: () => number;
  log: Logger;
};

type Entry = { row: DeviceRow; ending: AbortController; open: number; isStored: boolean };

/** A device that a token belongs to. */
export type KnownDevice = {
  id: string;
  access: Access;
  /** Aborts when the device is locked out. */
  ended: AbortSignal;
  /** A request of it begins; the answer says when it is over. */
  visits: (visit: Visit) => () => void;
};

/** The paired devices, in memory for every request: who they are, what they may, and which are here. */
export class Devices {
  readonly #parts: DevicesParts;
  readonly #byToken = new Map<string, Entry>();
  readonly #byId = new Map<string, Entry>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(parts: DevicesParts) {
    this.#parts = parts;
    for (const row of parts.store.all()) this.#add(row);
  }

  get isFull(): boolean {
    return this.#byId.size >= MOST_DEVICES;
  }

  /** The devices in the order in which they were paired. */
  list(): Device[] {
    const entries = [...this.#byId.values()].sort((a, b) => a.row.pairedAt - b.row.pairedAt);
    return entries.map(({ row: { id, name, role, browser, address, pairedAt, lastSeenAt }, open }) => ({
      id,
      name,
      role,
      browser,
      address,
      pairedAt: instant(pairedAt),
      lastSeenAt: instant(lastSeenAt),
      isConnected: open > 0,
    }));
  }

  /** The device that this token belongs to. Looked up by its hash, of which the time that it takes tells nothing. */
  find(token: string | undefined): KnownDevice | null {
    const entry = token === undefined ? undefined : this.#byToken.get(keyOf(hashOf(token)));
    if (entry === undefined) return null;
    const { id, role, name } = entry.row;
    return {
      id,
      access: { role, device: name },
      ended: entry.ending.signal,
      visits: (visit) => this.#visits(entry, visit),
    };
  }

  /**
   * Makes a device of an invite, in place of what the same browser was `before`; its token, which is kept nowhere. Throws
   * when it cannot be stored.
   */
  pair({ id, role, name }: OpenInvite, visit: Visit, before: string | null): string {
    const token = randomBytes(32).toString('base64url');
    const now = this.#parts.now();
    const row = { id, role, name, tokenSha256: hashOf(token), pairedAt: now, lastSeenAt: now, ...visit };
    this.#parts.store.add(row, before);
    if (before !== null) this.#forget(before);
    this.#add(row);
    this.#parts.log.info({ device: id, role }, 'a device was paired');
    return token;
  }

  /** Whether there is such a device. Throws when it cannot be stored. */
  rename(id: string, name: string): boolean {
    const entry = this.#byId.get(id);
    if (entry === undefined) return false;
    this.#parts.store.rename(id, name);
    entry.row.name = name;
    return true;
  }

  /** Locks a device out at once; whether there is one. Throws when it cannot be stored: then it is still let in. */
  revoke(id: string): boolean {
    if (!this.#byId.has(id)) return false;
    this.#parts.store.remove(id);
    this.#forget(id);
    this.#parts.log.info({ device: id }, 'a device was removed');
    return true;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#storeVisits();
    this.#isStopped = true;
  }

  #add(row: DeviceRow): void {
    const entry = { row, ending: new AbortController(), open: 0, isStored: true };
    this.#byId.set(row.id, entry);
    this.#byToken.set(keyOf(row.tokenSha256), entry);
  }

  /** What the device has open ends now. */
  #forget(id: string): void {
    const entry = this.#byId.get(id);
    if (entry === undefined) return;
    this.#byId.delete(id);
    this.#byToken.delete(keyOf(entry.row.tokenSha256));
    entry.ending.abort();
  }

  #visits(entry: Entry, { address, browser }: Visit): () => void {
    entry.row.address = address;
    entry.row.browser = browser;
    entry.open += 1;
    this.#seen(entry);
    return () => {
      entry.open -= 1;
      this.#seen(entry);
    };
  }

  #seen(entry: Entry): void {
    entry.row.lastSeenAt = this.#parts.now();
    entry.isStored = false;
    if (!this.#isStopped) this.#timer ??= setTimeout(() => this.#storeVisits(), STORE_EVERY_MS).unref();
  }

  #storeVisits(): void {
    this.#timer = null;
    const waiting = [...this.#byId.values()].filter(({ isStored }) => !isStored);
    try {
      if (waiting.length > 0) this.#parts.store.seen(waiting.map(({ row }) => row));
      for (const entry of waiting) entry.isStored = true;
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'it could not be stored when devices were last seen');
    }
  }
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64');
}
