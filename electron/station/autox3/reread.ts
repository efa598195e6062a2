import { BY_HAND } from '../../../shared/check-in.ts';
import { parseDialectPair, renderings } from './dialect.ts';
import { readEnvelope } from './envelope.ts';
import { CHECK_IN_TYPE, type Message, readMessage } from './messages.ts';

/**
 * Reads a stored message again, from the text that was hashed when it was verified in `dialect`, or from its source where
 * it was accepted without proof (null). Null when the bytes are not what was stored.
 */
export function reread(raw: Uint8Array, dialect: string | null): Message | null {
  if (dialect === BY_HAND) return rereadTyped(raw);
  const read = readEnvelope(raw);
  if (!read.ok) return null;
  const { staffInfo, content, msgType } = read.envelope;
  if (dialect === null || content.form === 'string') return readMessage(content.text, msgType);
  const pair = parseDialectPair(dialect);
  const [rendering] = pair === null ? [] : renderings(staffInfo, content, pair);
  return rendering === undefined ? null : readMessage(rendering.content, msgType);
}

function rereadTyped(raw: Uint8Array): Message | null {
  try {
    return readMessage(new TextDecoder().decode(raw), CHECK_IN_TYPE);
  } catch {
    return null;
  }
}
