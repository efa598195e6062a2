import { useTranslation } from 'react-i18next';
import { photoPath } from '../../shared/photo.ts';
import { WALL_PHOTO_SIZE, type WallCard } from '../../shared/wall.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBroken } from '../ui/use-broken.ts';
import styles from './WallPhotos.module.css';
import { useWall } from './wall-store.ts';

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
  const isLive = useWall(({ connection }) => connection.state === 'live');
  const [isBroken, setBroken] = useBroken(sha256, isLive);
  const isShown = sha256 !== null && !isBroken;
  return (
    <span className={styles.photo}>
      {isShown ? (
        <img src={photoPath(sha256, WALL_PHOTO_SIZE)} alt="" decoding="async" draggable={false} onError={setBroken} />
      ) : (
        <Icon name="photo" size={20} />
      )}
    </span>
  );
}
