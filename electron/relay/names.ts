import { hash } from 'node:crypto';
import type { MessageKind } from '../../shared/delivery.ts';

/**
 * What relay, broker and desks agree on: how streams, subjects and consumers are called. A brand has streams of its own, so that
 * its `msgId`s are never taken for another brand's; a shop is AutoX3's `storeId`.
 */

/** What holds the verified messages of a brand, by shop and kind. */
export const messageStream = (brand: string): string => `AUTOX3_${brand}`;
/** What holds messages of a brand that the relay could not verify: the desk decides, and keeps them in its quarantine. */
export const unverifiedStream = (brand: string): string => `AUTOX3_${brand}_UNVERIFIED`;
/** What holds when the relays of a brand were taking messages: the newest state of each of their runs. */
export const ledgerStream = (brand: string): string => `AUTOX3_${brand}_LEDGER`;

/** Of whatever names no shop, or one that no desk has: it is for every desk of the brand. */
export const NO_SHOP = 'none';

/**
 * A shop as a part of a subject. Store ids are AutoX3's and hostile until proven: what is no plain number or word becomes a hash,
 * so that no id can name another shop, a wildcard or more than one part. Blanks around an id are none of it.
 */
export function shopToken(storeId: string | null): string {
  const id = storeId?.trim() ?? '';
  if (id === '') return NO_SHOP;
  if (/^[0-9A-Za-z_-]{1,48}$/.test(id)) return `s-${id}`;
  return `x-${hash('sha256', id, 'hex').slice(0, 32)}`;
}

export const messageSubject = (brand: string, shop: string, kind: MessageKind): string =>
  `autox3.${brand}.${shop}.${kind}`;
export const unverifiedSubject = (brand: string, shop: string): string => `autox3-unverified.${brand}.${shop}`;
/** `run` is one uninterrupted time in which a relay took messages. */
export const ledgerSubject = (brand: string, relay: string, run: string): string =>
  `autox3-ledger.${brand}.${relay}.${run}`;

/** A durable consumer from which a desk reads, with the one subject that it is given: a server before 2.10 knows no second. */
export type DeskConsumer = { stream: string; name: string; filter: string };

/**
 * The consumers of a desk: for each of its shops, and for what names none, one of verified messages and one of the others; null
 * for a head office, which sees all shops. The last one is that of the ledger.
 */
export function deskConsumers(brand: string, desk: string, shops: readonly string[] | null): DeskConsumer[] {
  const tokens = shops === null ? ['*'] : [...new Set([...shops.map(shopToken), NO_SHOP])];
  const named = (token: string): string => `${desk}_${token === '*' ? 'all' : token}`;
  return [
    ...tokens.map((token) => ({
      stream: messageStream(brand),
      name: named(token),
      filter: `autox3.${brand}.${token}.>`,
    })),
    ...tokens.map((token) => ({
      stream: unverifiedStream(brand),
      name: named(token),
      filter: unverifiedSubject(brand, token),
    })),
    { stream: ledgerStream(brand), name: desk, filter: `autox3-ledger.${brand}.>` },
  ];
}

/** Where the broker answers a desk: its own, so that no desk can listen to another's messages. */
export const inboxPrefix = (brand: string, desk: string): string => `_INBOX_${brand}_${desk}`;

/** What the ledger holds of a run of a relay: ms since 1970 by the relay's clock. The broker had stored each `to` when it is read. */
export type RelayRun = { from: number; to: number };

/** What the description of a desk's consumer says: for how many days the messages are kept that it is to read. */
export const keepsFor = (days: number): string => `messages are kept for ${days} days`;
/** The days of {@link keepsFor}; null for another text. */
export function keptDays(description: string | undefined): number | null {
  const [, days] = /^messages are kept for (\d{1,4}) days$/.exec(description ?? '') ?? [];
  return days === undefined ? null : Number(days);
}
