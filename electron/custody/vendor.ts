import { BY_HAND } from '../../shared/check-in.ts';
import type { VendorFinding } from '../../shared/custody.ts';
import { readEnvelope } from '../station/autox3/envelope.ts';
import { verify } from '../station/autox3/signature.ts';
import type { RecordMessage } from './record.ts';

/**
 * What AutoX3's own signature says of a message, by app secrets that whoever checks knows. Weak signatures count for
 * nothing here: they are not in the file.
 */
export function vendorFinding(message: RecordMessage, bytes: Buffer | null, secrets: readonly string[]): VendorFinding {
  if (message.dialect === BY_HAND) return 'typed';
  if (message.form !== 'whole' || bytes === null) return 'not-in-file';
  if (secrets.length === 0) return 'no-secret';
  const read = readEnvelope(bytes);
  if (!read.ok) return 'fits-none';
  const { envelope } = read;
  const fits = secrets.some((currentSecret) => {
    const verification = verify(envelope, { currentSecret, previousSecret: null, pin: null, acceptWeak: false });
    return verification.ok && envelope.msgId === message.msgId;
  });
  return fits ? 'fits' : 'fits-none';
}
