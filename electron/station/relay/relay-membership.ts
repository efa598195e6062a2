import { fromSeed } from '@nats-io/nkeys';
import type { JoinProblem } from '../../../shared/relay.ts';
import { joinProblem, type RelayJoin, readJoinText } from '../../../shared/relay-join.ts';
import { DEFAULT_RELAY } from '../../../shared/relay-settings.ts';
import type { StationSettings } from '../../../shared/settings.ts';
import { staysHere } from '../../relay/connect.ts';
import type { KeptSecrets } from '../kept-secrets.ts';

/** What a desk was given, without what proves that it is this desk. */
type SeedLost = Omit<RelayJoin, 'seed'> & { seed: null };
/** The same with the seed, or without. */
export type Membership = RelayJoin | SeedLost;

export type MembershipParts = {
  kept: Pick<KeptSecrets, 'all' | 'change'>;
  settings: () => StationSettings['relay'];
  /** Throws where it cannot be stored. */
  set: (settings: StationSettings['relay']) => void;
};

/** Which relay this desk belongs to: a setting, and the seed of its key, which is kept with the app secret. */
export class RelayMembership {
  readonly #parts: MembershipParts;

  constructor(parts: MembershipParts) {
    this.#parts = parts;
  }

  /** What this desk reads with; null where it belongs to no relay. A backup that comes to another PC brings no seed along. */
  get join(): Membership | null {
    const { kept, settings } = this.#parts;
    const { isOn, ...given } = settings();
    const seed = kept.all.relaySeed;
    if (!isOn) return null;
    return seed === null ? { ...given, seed } : { ...given, seed };
  }

  /** Belongs to the relay that a pasted text names; answers what is wrong with the text, or null. Rejects where it cannot be kept. */
  async enter(text: string): Promise<JoinProblem | null> {
    const read = readJoinText(text);
    if (read === null) return joinProblem(text);
    if (!isWhole(read.seed)) return 'incomplete';
    if (!read.servers.every((server) => server.startsWith('tls://') || staysHere(server))) return 'not-encrypted';
    const { seed, ...given } = read;
    // The seed first: a setting without its key would read nothing and say that it is refused.
    await this.#parts.kept.change((before) => ({ ...before, relaySeed: seed }));
    this.#parts.set({ ...given, isOn: true });
    return null;
  }

  /** Belongs to no relay any more, and forgets the seed. Rejects where it cannot be kept. */
  async leave(): Promise<void> {
    this.#parts.set(DEFAULT_RELAY);
    await this.#parts.kept.change((before) => ({ ...before, relaySeed: null }));
  }
}

/** A seed ends in a check sum: one that was mistyped is none. */
function isWhole(seed: string): boolean {
  try {
    fromSeed(new TextEncoder().encode(seed)).clear();
    return true;
  } catch {
    return false;
  }
}
