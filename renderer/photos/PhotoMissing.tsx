import { safe } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Photo } from '../../shared/photo.ts';
import { useParts } from '../board/board-context.ts';
import { checkInKey } from '../check-in/use-check-in.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { useAct } from '../ui/use-act.ts';
import styles from './Gallery.module.css';

/** In place of a photo that is not there: why, what happens next, and where it is given up the way to try again. */
export function PhotoMissing({ checkIn, photo }: { checkIn: string; photo: Photo }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const formats = useFormats();
  const retry = useAct();
  const isRemoved = photo.problem === 'removed';
  const hasFailed = photo.state === 'failed';
  const [isNotStored, setIsNotStored] = useState(false);
  const tryAgain = (): void =>
    retry.run(async () => {
      const answer = await safe(client.photos.retry({ id: photo.id }));
      setIsNotStored(answer.isDefined && answer.error.code === 'SERVICE_UNAVAILABLE');
      if (answer.error !== null) throw answer.error;
      await queries.invalidateQueries({ queryKey: checkInKey(checkIn) });
    });
  return (
    <div className={styles.missing} role="status">
      <Icon name={hasFailed ? 'photo-broken' : 'photo'} size={56} />
      <h2>{t(isRemoved ? 'photo.removed-title' : hasFailed ? 'photo.failed-title' : 'photo.waiting-title')}</h2>
      {photo.problem !== null && <p>{t(`photo.problem.${photo.problem}`)}</p>}
      {!hasFailed && (
        <p>
          {photo.nextTryAt === null || photo.problem === null
            ? t('photo.waiting-now')
            : t('photo.waiting-until', { when: formats.moment(photo.nextTryAt) })}
        </p>
      )}
      {hasFailed && !isRemoved && (
        <Button tone="primary" isBusy={retry.state === 'busy'} onClick={tryAgain}>
          {t('photo.retry')}
        </Button>
      )}
      {retry.state === 'failed' && (
        <p className={styles.problem} role="alert">
          {t(isNotStored ? 'photo.retry-not-stored' : 'photo.retry-failed')}
        </p>
      )}
    </div>
  );
}
