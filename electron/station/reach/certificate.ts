import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TunnelProblem } from '../../../shared/reach.ts';

/** A certificate in use, and when it ends, in ms since 1970; or what is wrong with it. */
export type Judged = { ok: true; endsAt: number } | { ok: false; problem: TunnelProblem };

/** Whether a certificate and its key, both PEM, can serve a host at a moment, in ms since 1970. */
export function judgeCertificate(certificate: string, key: string, host: string, now: number): Judged {
  let parsed: X509Certificate;
  let secret: KeyObject;
  try {
    parsed = new X509Certificate(certificate);
    secret = createPrivateKey(key);
  } catch {
    return { ok: false, problem: 'certificate-unreadable' };
  }
  const endsAt = Date.parse(parsed.validTo);
  if (!parsed.checkPrivateKey(secret)) return { ok: false, problem: 'key-does-not-fit' };
  if (now >= endsAt) return { ok: false, problem: 'certificate-expired' };
  const isFor = isIP(host) === 0 ? parsed.checkHost(host) : parsed.checkIP(host);
  if (isFor === undefined) return { ok: false, problem: 'certificate-other-name' };
  return { ok: true, endsAt };
}
