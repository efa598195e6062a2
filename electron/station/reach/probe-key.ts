import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header by which a probe is known. */
export const PROBE_HEADER = 'x-forecourt-probe';

/** One probe: what it sends, what proves that it arrived here, and whether it has. */
export type Probe = { header: string; body: string; proof: string; hasArrived: () => boolean; forget: () => void };

/** What a request that was sent by this station itself is answered with; null where it is too late or came twice. */
export type ProbeAnswer = { proof: string | null };

/**
 * Makes probes and knows them again, by a key of this run of the station that never leaves it. Each is answered once; its body
 * can be no message.
 */
export class ProbeKey {
  readonly #key: Uint8Array;
  readonly #nonce: () => string;
  /** The probes under way, each with whether it has arrived. */
  readonly #sent = new Map<string, boolean>();

  /** `key` is 32 random bytes, `nonce` a new unguessable word each time. */
  constructor(key: Uint8Array, nonce: () => string) {
    this.#key = key;
    this.#nonce = nonce;
  }

  make(): Probe {
    const nonce = this.#nonce();
    this.#sent.set(nonce, false);
    return {
      header: `${nonce}.${this.#sign('asks', nonce).toString('hex')}`,
      body: bodyOf(nonce),
      proof: this.#proofOf(nonce),
      hasArrived: () => this.#sent.get(nonce) === true,
      forget: () => void this.#sent.delete(nonce),
    };
  }

  /** Null for a request that is no probe of this station: it is treated as anybody's. */
  recognise(header: unknown, body: Uint8Array): ProbeAnswer | null {
    const [, nonce, signature] = (typeof header === 'string' && /^([\w-]{1,64})\.([0-9a-f]{64})$/.exec(header)) || [];
    if (nonce === undefined || signature === undefined) return null;
    if (!timingSafeEqual(Buffer.from(signature, 'hex'), this.#sign('asks', nonce))) return null;
    const isFirst = this.#sent.get(nonce) === false;
    if (isFirst) this.#sent.set(nonce, true);
    return { proof: isFirst && Buffer.from(bodyOf(nonce)).equals(body) ? this.#proofOf(nonce) : null };
  }

  #proofOf(nonce: string): string {
    return this.#sign('arrived', nonce).toString('hex');
  }

  #sign(what: 'asks' | 'arrived', nonce: string): Buffer {
    return createHmac('sha256', this.#key).update(`${what} ${nonce}`).digest();
  }
}

/** No JSON, so no message whatever its signature. */
function bodyOf(nonce: string): string {
  return `Forecourt looks whether it can be reached: ${nonce}`;
}
