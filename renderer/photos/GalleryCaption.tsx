import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { useBoard } from '../board/board-context.ts';
import { LongText } from '../check-in/LongText.tsx';
import { pinsOf } from '../diagram/pins.ts';
import { VehicleDiagram } from '../diagram/VehicleDiagram.tsx';
import { useFormats } from '../ui/formats.ts';
import styles from './Gallery.module.css';
import { type GalleryPhoto, placeText } from './gallery-photos.ts';
import { openPhoto } from './open-gallery.ts';

const NO_POSITIONS = {};
const ignore = (): void => {};

/** What a photo shows: its place and description as sent, its number, and where that is on the vehicle. */
export function GalleryCaption({
  checkIn,
  photos,
  here,
}: {
  checkIn: CheckInDetail;
  photos: readonly GalleryPhoto[];
  here: number;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const positions = useBoard((state) => state.settings?.board.positions ?? NO_POSITIONS);
  const pins = useMemo(() => pinsOf(checkIn.damage, positions), [checkIn.damage, positions]);
  // A press on a pin leads to its photo.
  const withPhotos = useMemo(
    () => ({
      ...pins,
      pins: pins.pins.filter((pin) => photos.some((photo) => isAt(pins, photo, pin.entry))),
    }),
    [pins, photos],
  );
  const text = useRef<HTMLDivElement>(null);
  const current = photos[here];

  useEffect(() => {
    // A long text of the photo before may have been scrolled.
    if (here >= 0) text.current?.scrollTo(0, 0);
  }, [here]);

  if (current === undefined) return null;
  const { entry, words, report } = current;
  return (
    <div className={styles.caption}>
      <div ref={text} className={styles.words} aria-live="polite">
        <p className={styles.number}>
          {t('photo.number', { number: here + 1, count: photos.length })}
          <span className={styles.taken}>
            {t('gallery.taken', { when: formats.moment((report ?? checkIn).createdAt) })}
          </span>
        </p>
        <p className={styles.place} key={`place ${here}`}>
          <LongText text={placeText(t, current)} />
        </p>
        {words !== null && (
          <p className={styles.describe} key={`describe ${here}`}>
            <LongText text={words} />
          </p>
        )}
      </div>
      {withPhotos.pins.length > 0 && (
        <div className={styles.map}>
          <VehicleDiagram
            damage={checkIn.damage}
            pins={withPhotos}
            active={entry}
            onActive={ignore}
            onPick={(picked) => {
              const index = photos.findIndex((photo) => isAt(pins, photo, picked));
              if (index >= 0) openPhoto({ checkIn: checkIn.id, index });
            }}
            isSmall
          />
        </div>
      )}
    </div>
  );
}

/** Whether a photo shows what a pin stands for. */
function isAt({ pinOf }: ReturnType<typeof pinsOf>, { entries }: GalleryPhoto, pin: number): boolean {
  return entries.some((entry) => pinOf.get(entry) === pin);
}
