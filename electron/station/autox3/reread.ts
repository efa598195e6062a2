import { BY_HAND } from '../../../shared/check-in.ts';
import { parseDialectPair, renderings } from './dialect.ts';
import { readEnvelope } from './envelope.ts';
import { CHECK_IN_TYPE, type Message, readMessage } from './messages.ts';

/** A content as it is read, and the type that it came under. */
type HashedContent = { text: string; msgType: string };

/**
 * Reads a stored message again, from the text that was hashed when it was verified in `dialect`, or from its source where
 * it was accepted without proof (null). Null when the bytes are not what was stored.
 */
export function reread(raw: Uint8Array, dialect: string | null): Message | null {
  const content = contentOf(raw, dialect);
  if (content === null) return null;
  try {
    return readMessage(content.text, content.msgType);
  } catch (error) {
    // What was typed by hand never passed the rules of form.
    if (dialect === BY_HAND) return null;
    throw error;
  }
}

/** The content of a stored message, as {@link reread} reads it. */
export function contentOf(raw: Uint8Array, dialect: string | null): HashedContent | null {
  if (dialect === BY_HAND) return { text: new TextDecoder().decode(raw), msgType: CHECK_IN_TYPE };
  const read = readEnvelope(raw);
  if (!read.ok) return null;
  const { staffInfo, content, msgType } = read.envelope;
  if (dialect === null || content.form === 'string') return { text: content.text, msgType };
  const pair = parseDialectPair(dialect);
  const [rendering] = pair === null ? [] : renderings(staffInfo, content, pair);
  return rendering === undefined ? null : { text: rendering.content, msgType };
}
