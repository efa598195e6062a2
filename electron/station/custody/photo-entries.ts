import type { PhotoMissing } from '../../../shared/custody.ts';
import type { RecordPhoto } from '../../custody/record.ts';
import type { CustodyReader, StoredPhoto } from '../store/custody-reader.ts';
import { type Entry, photoSource } from './entry.ts';

/** What became of the original with one hash: the entry that holds it, or why none does. */
type Original = Pick<RecordPhoto, 'entry' | 'missing'>;

/** All photos of a visit: what is recorded of each, and the originals that are there, each once, up to so many bytes in all. */
export async function photoEntries(
  reader: Pick<CustodyReader, 'photosOfVisit'>,
  visit: string,
  dataFolder: string,
  mostBytes: number,
): Promise<{ records: RecordPhoto[]; entries: Entry[] }> {
  const records: RecordPhoto[] = [];
  const entries: Entry[] = [];
  const originals = new Map<string, Original>();
  let room = mostBytes;

  async function take(sha256: string): Promise<Original> {
    const source = await photoSource(dataFolder, sha256);
    if (source === null) return without('file-missing');
    if (source.sha256 !== sha256) return without('file-damaged');
    if (source.size > room) return without('no-room');
    room -= source.size;
    const { extension, ...rest } = source;
    const name = `photos/${String(entries.length + 1).padStart(4, '0')}.${extension}`;
    entries.push({ name, kind: 'photo', ...rest });
    return { entry: name, missing: null };
  }

  for (const photo of reader.photosOfVisit(visit)) {
    const { state, problem, ...told } = photo;
    const { sha256 } = photo;
    const known = sha256 === null ? without(whyNone(photo)) : (originals.get(sha256) ?? (await take(sha256)));
    if (sha256 !== null) originals.set(sha256, known);
    records.push({ ...told, ...known });
  }
  return { records, entries };
}

function whyNone({ state, problem }: StoredPhoto): PhotoMissing {
  return state === 'failed' && problem !== null ? problem : 'not-fetched';
}

const without = (missing: PhotoMissing): Original => ({ entry: null, missing });
