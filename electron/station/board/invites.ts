import { createHash, timingSafeEqual } from 'node:crypto';
import type { DeviceRole } from '../../../shared/device.ts';

/** How long an invite is good for, in ms. */
export const INVITE_MS = 10 * 60_000;
/** Invites that are open at once; the oldest makes room for another. */
export const MOST_INVITES = 20;
/** So many wrong codes in {@link WRONG_WITHIN_MS} close pairing until the oldest of them is older than that. */
export const MOST_WRONG = 20;
export const WRONG_WITHIN_MS = 10 * 60_000;

/** 32 signs of which no two look alike; without O and I there is nothing that 0 and 1 could be taken for. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 8 of them are 40 bits: with {@link MOST_WRONG} tries nobody guesses one in its ten minutes. */
const CODE_LENGTH = 8;

/** An open invite; times in ms since 1970. */
export type OpenInvite = { id: string; role: DeviceRole; name: string; code: string; expiresAt: number };

/** What a code that somebody gave is worth. */
export type CodeVerdict = { type: 'open'; invite: OpenInvite } | { type: 'wrong' | 'expired' | 'used' | 'closed' };

/** Time, ids and randomness of the invites. */
export type InviteParts = {
  /** Ms since 1970. */
  now: () => number;
  /** An id that nobody can guess. */
  id: () => string;
  /** A number from 0 to below this. */
  random: (below: number) => number;
};

/** Invites to pair a device, in memory alone: after a restart of the station new ones are made. */
export class Invites {
  readonly #parts: InviteParts;
  /** Used ones stay until others push them out, so that a code that comes a second time is told from a wrong one. */
  #known: (OpenInvite & { isUsed: boolean })[] = [];
  #wrongAt: number[] = [];

  constructor(parts: InviteParts) {
    this.#parts = parts;
  }

  /** The invites that can be used, oldest first. */
  get open(): OpenInvite[] {
    const now = this.#parts.now();
    return this.#known.filter(({ isUsed, expiresAt }) => !isUsed && now < expiresAt);
  }

  /** Until when no code is taken because too many wrong ones came; null when codes are taken. */
  get closedUntil(): number | null {
    const now = this.#parts.now();
    // A clock that was set back must not close pairing for longer.
    this.#wrongAt = this.#wrongAt.filter((at) => at <= now && now - at < WRONG_WITHIN_MS);
    const oldest = this.#wrongAt.at(-MOST_WRONG);
    return oldest === undefined ? null : oldest + WRONG_WITHIN_MS;
  }

  create(role: DeviceRole, name: string): OpenInvite {
    const { now, id, random } = this.#parts;
    const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[random(ALPHABET.length)]).join('');
    const invite = { id: id(), role, name, code, expiresAt: now() + INVITE_MS, isUsed: false };
    this.#known = [...this.#known.slice(1 - MOST_INVITES), invite];
    return invite;
  }

  cancel(id: string): void {
    this.#known = this.#known.filter((invite) => invite.id !== id);
  }

  /** Judges a code as it was typed; a wrong one is counted. */
  judge(typed: string): CodeVerdict {
    if (this.closedUntil !== null) return { type: 'closed' };
    const code = plainCode(typed);
    // All are compared, and in constant time: how long it takes says nothing of what is right about a wrong one.
    const [invite] = this.#known.filter((known) => sameCode(known.code, code));
    if (invite === undefined) {
      this.#wrongAt.push(this.#parts.now());
      return { type: 'wrong' };
    }
    if (invite.isUsed) return { type: 'used' };
    return this.#parts.now() < invite.expiresAt ? { type: 'open', invite } : { type: 'expired' };
  }

  use(id: string): void {
    for (const invite of this.#known) if (invite.id === id) invite.isUsed = true;
  }
}

/** The code that somebody means: in capitals, without what is put between, from full-width letters too. */
export function plainCode(typed: string): string {
  return typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
}

function sameCode(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
