import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import styles from './CardPhotos.module.css';
import { openPhoto } from './open-gallery.ts';
import { Thumbnail } from './Thumbnail.tsx';

const SHOWN = 3;

/** The damage of a check-in on its card: the first photos, how many more there are, each opening the gallery, and how many entries. */
export function CardPhotos({
  card,
  plate,
}: {
  card: Pick<Card, 'id' | 'photos' | 'photoCount' | 'damageCount'>;
  plate: string;
}) {
  const { t } = useTranslation();
  const { id, photos, photoCount, damageCount } = card;
  if (photoCount === 0 && damageCount === 0) return null;
  const damage = damageCount === 0 ? null : t('card.damage', { count: damageCount });
  const more = photoCount - SHOWN;
  return (
    <div className={styles.photos} data-raised="true">
      {Array.from({ length: Math.min(SHOWN, photoCount) }, (_, index) => index).map((index) => (
        <Thumbnail
          key={index}
          photo={photos[index] ?? null}
          label={t('photo.label', { plate, number: index + 1, count: photoCount })}
          onOpen={() => openPhoto({ checkIn: id, index })}
        />
      ))}
      {more <= 0 && damage !== null && <span className={styles.damage}>{damage}</span>}
      {more > 0 && (
        <button
          type="button"
          className={styles.more}
          aria-label={[t('photo.more', { plate, count: more }), damage].filter((part) => part !== null).join(', ')}
          onClick={() => openPhoto({ checkIn: id, index: SHOWN })}
        >
          <span>+{more}</span>
          {damage !== null && <small>{damage}</small>}
        </button>
      )}
    </div>
  );
}
