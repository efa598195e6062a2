import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../board/board-context.ts';
import { isReadOnly } from '../../board/board-state.ts';
import { Remark } from '../../settings/Row.tsx';
import { Button } from '../../ui/Button.tsx';
import words from '../../ui/lead.module.css';
import { Notice } from '../../ui/Notice.tsx';
import styles from './Blind.module.css';
import { SpotItem } from './SpotItem.tsx';
import { TypedForm } from './TypedForm.tsx';
import { useBlindSpots } from './use-blind-spots.ts';

/** The times in which a check-in could have been missed, what to do about each, and a form for what was missed. */
export function BlindSpots() {
  const { t } = useTranslation();
  const [withHarmless, setWithHarmless] = useState(false);
  const isOnlyRead = useBoard(isReadOnly);
  const [isTyping, setIsTyping] = useState(false);
  const { data, isError, hasNextPage, isFetchingNextPage, fetchNextPage } = useBlindSpots(withHarmless);
  const spots = data?.pages.flatMap(({ items }) => items);
  return (
    <div className={styles.blind}>
      <p className={`${words.lead} ${styles.what}`}>
        {t('blind.what')} {isOnlyRead && t('head-office.blind')}
      </p>
      <div className={styles.actions}>
        <label className={styles.toggle}>
          <input
            type="checkbox"
            checked={withHarmless}
            onChange={(event) => setWithHarmless(event.currentTarget.checked)}
          />
          {t('blind.harmless-too')}
        </label>
        {!isTyping && !isOnlyRead && (
          <Button tone="card" onClick={() => setIsTyping(true)}>
            {t('typed.enter')}
          </Button>
        )}
      </div>
      {isTyping && <TypedForm onClose={() => setIsTyping(false)} />}
      {isError && <Remark tone="red">{t('blind.failed')}</Remark>}
      {spots?.length === 0 && (
        <Notice title={t('blind.none')}>
          <p>{t('blind.none-what')}</p>
        </Notice>
      )}
      <ol className={styles.list}>
        {spots?.map((spot) => (
          <SpotItem key={spot.from} spot={spot} />
        ))}
      </ol>
      {hasNextPage && (
        <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('blind.more')}
        </Button>
      )}
    </div>
  );
}
