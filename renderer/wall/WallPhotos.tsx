import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { photoPath } from '../../shared/photo.ts';
import { WALL_PHOTO_SIZE, type WallCard } from '../../shared/wall.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './WallPhotos.module.css';

const SHOWN = 3;

/** The damage of a check-in: its first photos, how many more there are, and how many entries. */
export function WallPhotos({ card }: { card: WallCard }) {
  const { t } = useTranslation();
  const { photos, photoCount, damageCount } = card;
  if (photoCount === 0 && damageCount === 0) return null;
  const more = photoCount - SHOWN;
  return (
    <div className={styles.photos}>
      {Array.from({ length: Math.min(SHOWN, photoCount) }, (_, index) => index).map((index) => (
        <WallPhoto key={index} sha256={photos[index] ?? null} />
      ))}
      <span className={styles.rest}>
        {more > 0 && <strong>+{more}</strong>}
        {damageCount > 0 && <span>{t('card.damage', { count: damageCount })}</span>}
      </span>
    </div>
  );
}

/** A photo, or a sign in its place; always of the same size, so that nothing moves when it comes. */
function WallPhoto({ sha256 }: { sha256: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  const isShown = sha256 !== null && sha256 !== broken;
  return (
    <span className={styles.photo}>
      {isShown ? (
        <img
          src={photoPath(sha256, WALL_PHOTO_SIZE)}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setBroken(sha256)}
        />
      ) : (
        <Icon name="photo" size={20} />
      )}
    </span>
  );
}
