import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { useCheckIn } from '../check-in/use-check-in.ts';
import { PhotoMissing } from '../photos/PhotoMissing.tsx';
import { Thumbnail } from '../photos/Thumbnail.tsx';
import { type VisitPhoto, visitPhotos } from '../photos/visit-photos.ts';
import { ZoomedPhoto } from '../photos/ZoomedPhoto.tsx';
import { plateText, useFormats } from '../ui/formats.ts';
import { Notice } from '../ui/Notice.tsx';
import styles from './Compare.module.css';

export interface ComparePaneProps {
  side: 'left' | 'right';
  visits: Vehicle['visits'];
  /** The visit that is shown. */
  id: string;
  /** The damage by whose photo it begins. */
  place: string | null;
  onVisit: (id: string) => void;
}

/** One side of a comparison: the visit to choose, one of its photos large, and all of them below. */
export function ComparePane({ side, visits, id, place, onVisit }: ComparePaneProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const detail = useCheckIn(id);
  return (
    <section
      className={styles.pane}
      data-side={side}
      aria-label={t(side === 'left' ? 'vehicle.earlier' : 'vehicle.later')}
    >
      <label className={styles.choice}>
        <span>{t(side === 'left' ? 'vehicle.earlier' : 'vehicle.later')}</span>
        <select
          aria-label={t('vehicle.choose-visit')}
          value={id}
          onChange={({ currentTarget }) => onVisit(currentTarget.value)}
        >
          {visits.toReversed().map((visit) => (
            <option key={visit.id} value={visit.id}>
              {t('vehicle.visit-photos', { day: formats.date(visit.at), count: visit.photoCount })}
            </option>
          ))}
        </select>
      </label>
      {detail.data !== undefined ? (
        <PanePhotos checkIn={detail.data} place={place} />
      ) : (
        <Notice title={t(detail.isError ? 'panel.failed' : 'panel.loading')} isBusy={!detail.isError} />
      )}
    </section>
  );
}

function PanePhotos({ checkIn, place }: { checkIn: CheckInDetail; place: string | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const photos = visitPhotos(checkIn);
  const [index, setIndex] = useState(() => firstAt(photos, checkIn, place));
  const here = Math.min(index, photos.length - 1);
  const current = photos[here];
  if (current === undefined) return <Notice title={t('gallery.none')} />;
  const { photo, damage } = current;
  const name = damage.positionName ?? t('panel.damage-place-none');
  const step = (by: number): void => setIndex(Math.min(photos.length - 1, Math.max(0, here + by)));
  return (
    <>
      <div className={styles.stage}>
        {photo.state === 'captured' && photo.sha256 !== null ? (
          <ZoomedPhoto
            key={photo.id}
            sha256={photo.sha256}
            size={{ width: photo.width ?? 0, height: photo.height ?? 0 }}
            name={t('vehicle.photo-of', {
              number: here + 1,
              day: formats.date(checkIn.arrivedAt),
              place: isolated(name),
            })}
            onStep={step}
            isOneOfTwo
          />
        ) : (
          <PhotoMissing key={photo.id} checkIn={checkIn.id} photo={photo} />
        )}
      </div>
      <p className={styles.caption}>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        {damage.describe !== null && <bdi>{damage.describe}</bdi>}
      </p>
      <nav className={styles.strip} aria-label={t('gallery.all')}>
        {photos.map((other, number) => (
          <Thumbnail
            key={other.address}
            photo={other.photo}
            label={t('photo.label', { plate: plateText(t, checkIn.plate), number: number + 1, count: photos.length })}
            isCurrent={number === here}
            onOpen={() => setIndex(number)}
          />
        ))}
      </nav>
    </>
  );
}

/** The first photo of a place, by its code or its name; the first of all where the visit has none of it. */
function firstAt(photos: readonly VisitPhoto[], { damage }: CheckInDetail, place: string | null): number {
  if (place === null) return 0;
  const isOf = (entry: number): boolean =>
    damage[entry]?.position === place || (damage[entry]?.position === null && damage[entry]?.positionName === place);
  return Math.max(
    0,
    photos.findIndex(({ entries }) => entries.some(isOf)),
  );
}
