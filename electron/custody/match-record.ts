import type { Manifest, ManifestEntry } from './manifest.ts';
import type { CustodyRecord } from './record.ts';

/** Whether the record speaks of exactly the messages and photos that are in the file, with the hashes that they have there. */
export function matchesManifest(record: CustodyRecord, { entries }: Manifest): boolean {
  const listed = new Map(entries.map((entry) => [entry.name, entry]));
  const isIn = (name: string | null, kind: ManifestEntry['kind']): boolean =>
    name === null || listed.get(name)?.kind === kind;
  const named = [...record.messages, ...record.photos].map(({ entry }) => entry).filter((entry) => entry !== null);
  const held = entries.filter(({ kind }) => kind === 'message' || kind === 'photo').map(({ name }) => name);
  return (
    // Several addresses may have led to one photo.
    held.every((name) => named.includes(name)) &&
    record.messages.every(
      ({ entry, form }) => isIn(entry, 'message') && (entry !== null) === (form === 'whole' || form === 'masked'),
    ) &&
    record.photos.every(
      ({ entry, missing, sha256 }) =>
        isIn(entry, 'photo') &&
        (entry === null) === (missing !== null) &&
        (entry === null || listed.get(entry)?.sha256 === sha256),
    )
  );
}
