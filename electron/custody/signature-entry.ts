import { FORMAT, FORMAT_VERSION } from './manifest.ts';

/** The first entry of a custody file: always as long, so that all which follows is found without trusting a length. */
export const SIGNATURE_NAME = 'signature.json';
export const MANIFEST_NAME = 'manifest.json';

/** Both in hex: the raw public key, and the signature over the manifest's exact bytes. */
export type SignatureEntry = { key: string; signature: string };

const FORM = new RegExp(
  `^\\{"format":"${FORMAT}","version":${FORMAT_VERSION},"algorithm":"Ed25519","key":"([0-9a-f]{64})","signature":"([0-9a-f]{128})"\\}\\n$`,
);
const ANY_VERSION = new RegExp(`^\\{"format":"${FORMAT}","version":(\\d{1,9})[,}]`);

export function signatureBytes({ key, signature }: SignatureEntry): Buffer {
  return Buffer.from(
    `{"format":"${FORMAT}","version":${FORMAT_VERSION},"algorithm":"Ed25519","key":"${key}","signature":"${signature}"}\n`,
    'latin1',
  );
}

export const SIGNATURE_BYTES = signatureBytes({ key: '0'.repeat(64), signature: '0'.repeat(128) }).length;

/** Null for what is not written exactly so: in hex that may be written in two ways a change would be no change. */
export function readSignature(bytes: Buffer): SignatureEntry | null {
  const [, key, signature] = FORM.exec(bytes.toString('latin1')) ?? [];
  return key === undefined || signature === undefined ? null : { key, signature };
}

/** The version that an entry names, of whatever form the rest of it is; null where it names none. */
export function versionOf(bytes: Buffer): number | null {
  const [, version] = ANY_VERSION.exec(bytes.toString('latin1')) ?? [];
  return version === undefined ? null : Number(version);
}
