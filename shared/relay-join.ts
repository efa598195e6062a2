import { z } from 'zod';
import type { JoinProblem } from './relay.ts';

/** Of a brand, a desk or a relay, as it stands in the names of streams and subjects. */
export const RELAY_NAME = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;

/** The address of a server of the broker: `tls://host:4222`, or `nats://127.0.0.1:4222` on the same PC. */
export const BrokerServer = z.string().regex(/^(tls|nats):\/\/[^\s/?#@]{1,253}$/, 'must be like tls://host:4222');
/** The secret of a user of the broker. */
export const NKeySeed = z.string().regex(/^SU[A-Z2-7]{56}$/, 'must be the seed of an NKey');
/** AutoX3's store ids that a desk may see; null for a head office, which sees all. */
export const RelayShops = z.array(z.string().min(1).max(300)).max(100).nullable();
/** UTF-16 units of the certificates of an authority. */
export const MOST_CA_LENGTH = 20_000;
/** The certificates that the broker's was issued by, as PEM; null where a public authority has. */
export const BrokerCa = z.string().max(MOST_CA_LENGTH).nullable();

/** What a desk is given to read from a relay's broker; the seed is a secret. */
export const RelayJoin = z.strictObject({
  servers: z.array(BrokerServer).min(1).max(9),
  brand: z.string().regex(RELAY_NAME),
  desk: z.string().regex(RELAY_NAME),
  shops: RelayShops,
  seed: NKeySeed,
  ca: BrokerCa,
});
export type RelayJoin = z.infer<typeof RelayJoin>;

const PREFIX = 'forecourt-relay-1:';
const ANY_PREFIX = /^forecourt-relay-\d{1,9}:/;

/** The text that the relay's set-up prints, to be pasted at the desk. Throws for what is not a join and nothing else. */
export function joinText(join: RelayJoin): string {
  const bytes = new TextEncoder().encode(JSON.stringify(RelayJoin.parse(join)));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return PREFIX + btoa(binary).replaceAll('=', '');
}

/** What a pasted text says; null for what is none. White space in it, as mail programs put it there, does not matter. */
export function readJoinText(pasted: string): RelayJoin | null {
  const text = withoutSpace(pasted);
  if (!text.startsWith(PREFIX)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.slice(PREFIX.length)), (character) => character.charCodeAt(0));
    return RelayJoin.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/** What is wrong with a pasted text that {@link readJoinText} cannot read. */
export function joinProblem(pasted: string): JoinProblem {
  const text = withoutSpace(pasted);
  if (text.startsWith(PREFIX)) return 'incomplete';
  return ANY_PREFIX.test(text) ? 'newer' : 'not-one';
}

const withoutSpace = (text: string): string => text.replaceAll(/\s/g, '');
