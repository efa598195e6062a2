import type { TFunction } from 'i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import type { HealthReport } from '../../shared/health-report.ts';
import type { Photo } from '../../shared/photo.ts';
import { visitPhotos } from './visit-photos.ts';

/** A photo as the gallery shows it: of damage, with the entries that name it, or of a health check. */
export interface GalleryPhoto {
  readonly photo: Photo;
  readonly address: string;
  /** The first of `entries`; null for what no damage names. */
  readonly entry: number | null;
  readonly entries: readonly number[];
  readonly place: string | null;
  readonly words: string | null;
  readonly report: Pick<HealthReport, 'createdAt'> | null;
}

/** All photos of a visit, each address once: those of its damage as on its card, then those of its reports, the newest first. */
export function galleryPhotos(checkIn: Pick<CheckInDetail, 'damage' | 'photos' | 'reports'>): GalleryPhoto[] {
  const all = new Map<string, GalleryPhoto>();
  for (const { photo, address, entry, entries, damage } of visitPhotos(checkIn)) {
    all.set(address, {
      photo,
      address,
      entry,
      entries,
      place: damage.positionName,
      words: damage.describe,
      report: null,
    });
  }
  for (const report of checkIn.reports.toReversed()) {
    for (const [number, { comment, photos }] of report.groups.entries()) {
      for (const [index, address] of photos.entries()) {
        const photo = report.photos[number]?.[index];
        if (photo === undefined || all.has(address)) continue;
        all.set(address, { photo, address, entry: null, entries: [], place: report.service, words: comment, report });
      }
    }
  }
  return [...all.values()];
}

/** Where a photo was taken, in words. */
export function placeText(t: TFunction, { place, report }: GalleryPhoto): string {
  if (report === null) return place ?? t('panel.damage-place-none');
  return place ?? t('report.photo-place');
}
