import { useTranslation } from 'react-i18next';
import { type Photo, photoPath } from '../../shared/photo.ts';
import { useBoard } from '../board/board-context.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBroken } from '../ui/use-broken.ts';
import styles from './Thumbnail.module.css';

/** A photo small, or in its place a sign for how it stands; always of the same size, so that nothing moves when it comes. */
export function Thumbnail({
  photo,
  label,
  isCurrent = false,
  onOpen,
}: {
  /** Null while the board does not know more of a photo than that it exists. */
  photo: Photo | null;
  label: string;
  isCurrent?: boolean;
  onOpen: () => void;
}) {
  const { t } = useTranslation();
  const sha256 = photo?.state === 'captured' ? photo.sha256 : null;
  const isLive = useBoard(({ connection }) => connection.state === 'live');
  const [isBroken, setBroken] = useBroken(sha256, isLive);
  const shown = isBroken ? null : sha256;
  const why = photo?.state === 'failed' && photo.problem !== null ? t(`photo.problem.${photo.problem}`) : null;
  const state = photo?.state === 'failed' || (sha256 !== null && shown === null) ? 'failed' : 'waiting';
  return (
    <button
      type="button"
      className={styles.thumbnail}
      data-photo-state={photo?.state ?? 'waiting'}
      aria-label={shown !== null ? label : `${label}: ${t(`photo.state.${state}`)}${why === null ? '' : `. ${why}`}`}
      aria-current={isCurrent || undefined}
      title={why === null ? undefined : `${t('photo.failed-title')}: ${why}`}
      onClick={onOpen}
    >
      {shown !== null ? (
        <img
          src={photoPath(shown, 'card')}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={setBroken}
        />
      ) : (
        <Icon name={state === 'failed' ? 'photo-broken' : 'photo'} size={20} />
      )}
    </button>
  );
}
