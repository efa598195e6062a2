import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusCheckIn } from '../board/focus.ts';
import { plateText } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { CheckInDetails } from './CheckInDetails.tsx';
import styles from './CheckInPanel.module.css';
import { closeCheckIn } from './open-check-in.ts';
import { isNotFound, useCheckIn } from './use-check-in.ts';

/** One check-in whole, beside the board. It follows what happens to its card. */
export function CheckInPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLDivElement>(null);
  const detail = useCheckIn(id);

  useEffect(() => {
    // Somebody may have opened it to write: then the focus is in it already.
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true });
    // Back to where the panel was opened from, unless somebody has gone elsewhere meanwhile.
    return () => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body || panel.current?.contains(activeElement))
        focusCheckIn(id);
    };
  }, [id]);

  return (
    <div
      ref={panel}
      className={styles.panel}
      role="dialog"
      tabIndex={-1}
      data-panel-of={id}
      aria-label={t('panel.label', { plate: detail.data === undefined ? '' : plateText(t, detail.data.plate) })}
    >
      <button type="button" className={styles.close} aria-label={t('panel.close')} onClick={closeCheckIn}>
        <Icon name="close" size={18} />
      </button>
      {detail.data !== undefined ? (
        <CheckInDetails checkIn={detail.data} />
      ) : detail.isError ? (
        <Notice title={t(isNotFound(detail.error) ? 'panel.not-found' : 'panel.failed')}>
          <p>{t(isNotFound(detail.error) ? 'panel.not-found-what' : 'panel.failed-what')}</p>
          {!isNotFound(detail.error) && (
            <button type="button" className={styles.button} onClick={() => void detail.refetch()}>
              {t('panel.retry')}
            </button>
          )}
        </Notice>
      ) : (
        <Notice title={t('panel.loading')} isBusy />
      )}
    </div>
  );
}
