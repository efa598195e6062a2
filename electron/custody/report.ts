import type { CustodyPart, CustodyProblem, CustodyReport, VendorFinding } from '../../shared/custody.ts';
import type { Head } from './head.ts';
import type { CustodyRecord } from './record.ts';
import { fingerprintOf } from './station-key.ts';
import { vendorFinding } from './vendor.ts';

/** What whoever checks a file knows: app secrets of AutoX3, and the fingerprint of the key that it should be signed with. */
export type CheckWith = { secrets: readonly string[]; expected: string | null };

/** The beginning of a file whose signature fits. */
export type Trusted = Extract<Head, { type: 'trusted' }>;

/** An entry as it was found. */
export type FoundPart = Omit<CustodyPart, 'number'>;

/** What was found of all that the manifest lists; `vendor` by the names of the entries. */
type Found = {
  begun: Trusted;
  container: CustodyProblem | null;
  found: readonly FoundPart[];
  record: CustodyRecord | null;
  vendor: ReadonlyMap<string, VendorFinding>;
  given: CheckWith;
};

/** Of a file of which nothing is known but its size. */
export function emptyReport(bytes: number): CustodyReport {
  return {
    verdict: 'unreadable',
    unreadable: null,
    version: null,
    bytes,
    madeAt: null,
    madeWith: null,
    key: null,
    parts: [],
    visit: null,
    messages: [],
    missingPhotos: [],
    photos: 0,
    sheets: 0,
    moves: 0,
  };
}

/** Of a file whose manifest is proven. */
export function reportOf(bytes: number, { begun, container, found, record, vendor, given }: Found): CustodyReport {
  const { key, manifest } = begun;
  const fingerprint = fingerprintOf(key);
  const numbers = { message: 0, photo: 0 };
  const parts: CustodyPart[] = [
    { part: 'container', number: null, state: container === null ? 'ok' : 'broken', problem: container },
    { part: 'signature', number: null, state: 'ok', problem: null },
    { part: 'manifest', number: null, state: 'ok', problem: null },
    ...found.map((entry): CustodyPart => {
      const { part } = entry;
      return { ...entry, number: part === 'message' || part === 'photo' ? ++numbers[part] : null };
    }),
  ];
  return {
    ...emptyReport(bytes),
    verdict: parts.every(({ state }) => state === 'ok') ? 'ok' : 'broken',
    version: manifest.version,
    madeAt: manifest.madeAt,
    madeWith: manifest.madeBy.version,
    key: { fingerprint, isExpected: given.expected === null ? null : fingerprint === given.expected },
    parts,
    photos: numbers.photo,
    ...(record !== null && {
      visit: record.visit,
      messages: record.messages.map(({ entry, sha256, ...message }) => ({
        ...message,
        vendor: vendor.get(entry ?? '') ?? vendorFinding({ ...message, entry, sha256 }, null, given.secrets),
      })),
      missingPhotos: record.photos.flatMap(({ missing }) => missing ?? []),
      sheets: record.sheets.length,
      moves: record.laneChanges.length,
    }),
  };
}
