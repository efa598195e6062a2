import type { CheckInDetail } from '../../shared/check-in.ts';
import { type VisitPhoto, visitPhotos } from '../photos/visit-photos.ts';

/** A photo that can be printed, with its number among those of its entry. */
export interface PrintedPhoto {
  readonly sha256: string;
  readonly address: string;
  readonly number: number;
}

/** The photos of one damage entry: those that can be printed, and how many cannot. */
export interface EntryPhotos {
  readonly printed: readonly PrintedPhoto[];
  readonly missing: number;
}

/** For each damage entry its photos; one that several entries name is printed with the first. */
export function sheetPhotos(checkIn: Pick<CheckInDetail, 'damage' | 'photos'>): EntryPhotos[] {
  const all = visitPhotos(checkIn);
  return checkIn.damage.map((_damage, entry) => {
    const own = all.filter((photo) => photo.entry === entry);
    const printed = own.flatMap((photo, index) => printable(photo, index + 1));
    return { printed, missing: own.length - printed.length };
  });
}

function printable({ photo: { state, sha256 }, address }: VisitPhoto, number: number): PrintedPhoto[] {
  return state === 'captured' && sha256 !== null ? [{ sha256, address, number }] : [];
}
