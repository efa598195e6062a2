import type { CheckInDetail, Damage } from '../../shared/check-in.ts';
import type { Photo } from '../../shared/photo.ts';

/** A photo of a visit with the damage entry that it belongs to, by its index. */
export interface VisitPhoto {
  readonly photo: Photo;
  readonly entry: number;
  readonly damage: Damage;
}

/** All photos of a visit, in the order of its damage entries. */
export function visitPhotos(checkIn: Pick<CheckInDetail, 'damage' | 'photos'>): VisitPhoto[] {
  return checkIn.damage.flatMap((damage, entry) =>
    (checkIn.photos[entry] ?? []).map((photo) => ({ photo, entry, damage })),
  );
}
