import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import type { StationKeyInfo } from '../../shared/custody.ts';

// Ed25519 (https://www.rfc-editor.org/rfc/rfc8032). Raw keys have 32 bytes; what stands before them is the fixed beginning of
// their DER (https://www.rfc-editor.org/rfc/rfc8410).
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');

/** Bytes of the SHA-256 of a public key that tell it from any other. */
const FINGERPRINT_BYTES = 20;

/** What a station signs custody files with. */
export class StationKey {
  readonly #private: KeyObject;
  /** The public part, raw, in hex. */
  readonly publicHex: string;

  /** `seed` is the private part: 32 random bytes in base64url. */
  constructor(seed: string) {
    this.#private = createPrivateKey({
      key: Buffer.concat([PRIVATE_DER, Buffer.from(seed, 'base64url')]),
      format: 'der',
      type: 'pkcs8',
    });
    const der = createPublicKey(this.#private).export({ format: 'der', type: 'spki' });
    this.publicHex = der.subarray(PUBLIC_DER.length).toString('hex');
  }

  sign(bytes: Uint8Array): Buffer {
    return sign(null, bytes, this.#private);
  }

  /** All that others may know of it. */
  get info(): StationKeyInfo {
    const key = publicKey(this.publicHex);
    return {
      fingerprint: fingerprintOf(this.publicHex),
      pem: key.export({ format: 'pem', type: 'spki' }).toString(),
      jwk: JSON.stringify({ ...key.export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig' }),
    };
  }
}

/** Whether the signature is one over these bytes by the key; false for what is no key at all, too. */
export function isSignedBy(publicHex: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, bytes, publicKey(publicHex), signature);
  } catch {
    return false;
  }
}

/** By what people compare public keys: the beginning of the SHA-256 of the raw key, in groups of four. */
export function fingerprintOf(publicHex: string): string {
  const digest = hash('sha256', Buffer.from(publicHex, 'hex'), 'buffer').subarray(0, FINGERPRINT_BYTES);
  return digest
    .toString('hex')
    .toUpperCase()
    .replace(/.{4}(?=.)/g, '$& ');
}

function publicKey(publicHex: string): KeyObject {
  const der = Buffer.concat([PUBLIC_DER, Buffer.from(publicHex, 'hex')]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}
