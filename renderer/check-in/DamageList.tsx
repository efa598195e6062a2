import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { openPhoto } from '../photos/open-gallery.ts';
import { Thumbnail } from '../photos/Thumbnail.tsx';
import { type VisitPhoto, visitPhotos } from '../photos/visit-photos.ts';
import { keyed } from '../ui/keyed.ts';
import { DamageBefore } from '../vehicle/DamageBefore.tsx';
import { useCheckInMemory } from '../vehicle/use-vehicle.ts';
import styles from './CheckInPanel.module.css';
import { LongText } from './LongText.tsx';

/** The entries of a visit's damage, and how they stand with the diagram beside them. */
export interface DamageListProps {
  checkIn: CheckInDetail;
  plate: string;
  isOnDiagram: (entry: number) => boolean;
  active: number | null;
  onActive: (entry: number | null) => void;
  onShow: (entry: number) => void;
}

/** Every damage entry: its number on the diagram, where, what, and its photos. */
export function DamageList({ checkIn, plate, isOnDiagram, active, onActive, onShow }: DamageListProps) {
  const { t } = useTranslation();
  const [hasCodes, setHasCodes] = useState(false);
  const photos = visitPhotos(checkIn);
  const memory = useCheckInMemory(checkIn.id);
  const canHaveCodes = checkIn.damage.some(({ position }) => position !== null);
  return (
    <>
      <ol className={styles.rows}>
        {keyed(checkIn.damage, (entry) => `${entry.position} ${entry.positionName} ${entry.describe}`).map(
          ({ key, item }, entry) => (
            <li
              key={key}
              className={styles.row}
              tabIndex={-1}
              data-damage={entry}
              data-active={entry === active || undefined}
              onPointerEnter={() => onActive(entry)}
              onPointerLeave={() => onActive(null)}
              onFocus={() => onActive(entry)}
              onBlur={() => onActive(null)}
            >
              {isOnDiagram(entry) ? (
                <button
                  type="button"
                  className={styles.number}
                  aria-label={t('diagram.show', { number: entry + 1 })}
                  title={t('diagram.show', { number: entry + 1 })}
                  onClick={() => onShow(entry)}
                >
                  {entry + 1}
                </button>
              ) : (
                <span className={styles.number} data-loose="true">
                  {entry + 1}
                </span>
              )}
              <div className={styles.rowText}>
                <strong>
                  <LongText text={item.positionName ?? t('panel.damage-place-none')} />
                </strong>
                {item.describe !== null && (
                  <span className={styles.describe}>
                    <LongText text={item.describe} />
                  </span>
                )}
                <DamageBefore memory={memory} entry={entry} />
                {hasCodes && item.position !== null && <small>{isolated(item.position)}</small>}
                <EntryPhotos checkIn={checkIn.id} plate={plate} photos={photos} entry={entry} />
              </div>
            </li>
          ),
        )}
      </ol>
      {canHaveCodes && (
        <button
          type="button"
          className={styles.more}
          data-quiet="true"
          aria-expanded={hasCodes}
          onClick={() => setHasCodes(!hasCodes)}
        >
          {t(hasCodes ? 'panel.codes-hide' : 'panel.codes-show')}
        </button>
      )}
    </>
  );
}

/** The photos of one entry; `photos` are those of the whole visit, through which the gallery goes. */
function EntryPhotos({
  checkIn,
  plate,
  photos,
  entry,
}: {
  checkIn: string;
  plate: string;
  photos: readonly VisitPhoto[];
  entry: number;
}) {
  const { t } = useTranslation();
  const own = photos.flatMap((photo, index) => (photo.entries.includes(entry) ? [{ ...photo, index }] : []));
  if (own.length === 0) return null;
  return (
    <div className={styles.photos}>
      {own.map(({ photo, address, index }) => (
        <Thumbnail
          key={address}
          photo={photo}
          label={t('photo.label', { plate, number: index + 1, count: photos.length })}
          onOpen={() => openPhoto({ checkIn, index })}
        />
      ))}
    </div>
  );
}
