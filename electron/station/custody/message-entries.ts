import { setImmediate as nextTurn } from 'node:timers/promises';
import { BY_HAND } from '../../../shared/check-in.ts';
import type { RecordMessage } from '../../custody/record.ts';
import { maskedText } from '../autox3/show-body.ts';
import type { CustodyReader, StoredMessage } from '../store/custody-reader.ts';
import { type Entry, madeSource } from './entry.ts';

/** Messages of one visit in a file, the oldest: nobody sends as many, and a file has to stay one. */
const MOST_MESSAGES = 1_000;

/** All messages of a visit: what is recorded of each, and an entry with its bytes where there are any. */
export async function messageEntries(
  reader: Pick<CustodyReader, 'messagesOfVisit' | 'body'>,
  visit: string,
): Promise<{ records: RecordMessage[]; entries: Entry[] }> {
  const records: RecordMessage[] = [];
  const entries: Entry[] = [];
  for (const { id, sha256, ...message } of reader.messagesOfVisit(visit)) {
    const number = records.length + 1;
    const isWhole = isSafeWhole(message);
    const hash = isWhole ? sha256 : null;
    if (message.bytes === 0 || number > MOST_MESSAGES) {
      const form = message.bytes === 0 ? 'removed' : 'left-out';
      records.push({ ...message, form, entry: null, sha256: hash });
      continue;
    }
    const name = `messages/${String(number).padStart(4, '0')}.json`;
    const bytes = (): Buffer => (isWhole ? reader.body(id) : Buffer.from(maskedText(reader.body(id), [])));
    records.push({ ...message, form: isWhole ? 'whole' : 'masked', entry: name, sha256: hash });
    entries.push({ name, kind: 'message', ...madeSource(bytes) });
    // A check-in that arrives meanwhile does not wait for all of them.
    await nextTurn();
  }
  return { records, entries };
}

/**
 * Whether a message may be told whole. A signature that may cover only a part of the secret would help to compute it, and so
 * would the hash of the bytes, by which a guess at that signature can be tried. What somebody typed has no signature.
 */
function isSafeWhole({ dialect, proven, weak }: Pick<StoredMessage, 'dialect' | 'proven' | 'weak'>): boolean {
  return dialect === BY_HAND || (proven && !weak);
}
