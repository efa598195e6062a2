import type { CheckInDetail, Damage } from '../../shared/check-in.ts';
import type { Photo } from '../../shared/photo.ts';

/** A photo of a visit with the damage entry that names it first, and with all that name it, by their indexes. */
export interface VisitPhoto {
  readonly photo: Photo;
  readonly address: string;
  readonly entry: number;
  readonly entries: readonly number[];
  readonly damage: Damage;
}

/** All photos of a visit, each address once as on its card, in the order of the damage entries. */
export function visitPhotos(checkIn: Pick<CheckInDetail, 'damage' | 'photos'>): VisitPhoto[] {
  const byAddress = new Map<string, VisitPhoto>();
  for (const [entry, damage] of checkIn.damage.entries()) {
    for (const [index, photo] of (checkIn.photos[entry] ?? []).entries()) {
      const address = damage.photos[index] ?? '';
      const known = byAddress.get(address);
      if (known === undefined) byAddress.set(address, { photo, address, entry, entries: [entry], damage });
      else if (!known.entries.includes(entry)) byAddress.set(address, { ...known, entries: [...known.entries, entry] });
    }
  }
  return [...byAddress.values()];
}
