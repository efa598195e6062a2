import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { photoPath } from '../../shared/photo.ts';
import { plateText } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './Gallery.module.css';
import { GalleryCaption } from './GalleryCaption.tsx';
import { type GalleryPhoto, galleryPhotos, placeText } from './gallery-photos.ts';
import { openPhoto } from './open-gallery.ts';
import { PhotoMissing } from './PhotoMissing.tsx';
import { Thumbnail } from './Thumbnail.tsx';

import { ZoomedPhoto } from './ZoomedPhoto.tsx';

/** The photo at `index` large, with its caption, and all of the visit in a strip below. */
export function GalleryPhotos({ checkIn, index }: { checkIn: CheckInDetail; index: number }) {
  const { t } = useTranslation();
  const photos = useMemo(() => galleryPhotos(checkIn), [checkIn]);
  const here = Math.min(Math.max(0, index), photos.length - 1);
  const current = photos[here];
  const { id } = checkIn;
  useNeighbours(photos, here);
  useSteps(id, here, photos.length);
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    strip.current?.children[here]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [here]);

  if (current === undefined) return <Notice title={t('gallery.none')} />;
  const { photo } = current;
  const place = placeText(t, current);
  const plate = plateText(t, checkIn.plate);
  return (
    <>
      <div className={styles.stage}>
        {photo.state === 'captured' && photo.sha256 !== null ? (
          <ZoomedPhoto
            key={photo.id}
            sha256={photo.sha256}
            size={{ width: photo.width ?? 0, height: photo.height ?? 0 }}
            name={t('gallery.picture', { number: here + 1, place: isolated(place) })}
            onStep={(by) => step(id, here, by, photos.length)}
          />
        ) : (
          <PhotoMissing key={photo.id} checkIn={id} photo={photo} />
        )}
        {photos.length > 1 && (
          <>
            <Step to="previous" isOff={here === 0} onPress={() => step(id, here, -1, photos.length)} />
            <Step to="next" isOff={here === photos.length - 1} onPress={() => step(id, here, 1, photos.length)} />
          </>
        )}
      </div>
      <GalleryCaption checkIn={checkIn} photos={photos} here={here} />
      {photos.length > 1 && (
        <nav ref={strip} className={styles.strip} aria-label={t('gallery.all')}>
          {photos.map((other, number) => (
            <Thumbnail
              key={other.address}
              photo={other.photo}
              label={t('photo.label', { plate, number: number + 1, count: photos.length })}
              isCurrent={number === here}
              onOpen={() => openPhoto({ checkIn: id, index: number })}
            />
          ))}
        </nav>
      )}
    </>
  );
}

/** A button to the photo before or after; at the end it stays, so that the focus has its place. */
function Step({ to, isOff, onPress }: { to: 'previous' | 'next'; isOff: boolean; onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={styles.step}
      data-to={to}
      aria-label={t(`gallery.${to}`)}
      aria-disabled={isOff || undefined}
      title={t(`gallery.${to}`)}
      onClick={onPress}
    >
      <Icon name={to} size={26} />
    </button>
  );
}

function step(checkIn: string, here: number, by: number, count: number): void {
  const index = here + by;
  if (index >= 0 && index < count) openPhoto({ checkIn, index });
}

/** The keys from photo to photo; the arrows only where the large picture has not taken them for itself. */
function useSteps(checkIn: string, here: number, count: number): void {
  useEffect(() => {
    const steps: ReadonlyMap<string, number> = new Map([
      ['ArrowLeft', -1],
      ['PageUp', -1],
      ['ArrowRight', 1],
      ['PageDown', 1],
      ['Home', -here],
      ['End', count - 1 - here],
    ]);
    function onKeyDown(event: KeyboardEvent): void {
      const by = steps.get(event.key);
      if (by === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      if (by !== 0) step(checkIn, here, by, count);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [checkIn, here, count]);
}

/** Loads the photos beside this one, so that a step to them shows them at once. */
function useNeighbours(photos: readonly GalleryPhoto[], here: number): void {
  const sha256s = [photos[here + 1], photos[here - 1]].map((beside) => beside?.photo.sha256 ?? '').join(' ');
  useEffect(() => {
    for (const sha256 of sha256s.split(' ').filter((one) => one !== '')) new Image().src = photoPath(sha256, 'full');
  }, [sha256s]);
}
