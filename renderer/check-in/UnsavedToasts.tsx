import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParts } from '../board/board-context.ts';
import { panel } from '../board/focus.ts';
import styles from '../board/MoveToasts.module.css';
import { plateText } from '../ui/formats.ts';
import { openCheckIn } from './open-check-in.ts';

/** Says that something written on a check-in was not stored, when its panel is not open to say so. */
export function UnsavedToasts() {
  const { t } = useTranslation();
  const { drafts, store } = useParts();
  useEffect(
    () =>
      drafts.onUnsaved((id) => {
        if (panel()?.dataset.panelOf === id) return;
        const key = `unsaved ${id}`;
        const open = (): void => {
          notifications.hide(key);
          openCheckIn(id);
        };
        notifications.show({
          id: key,
          className: styles.refused ?? '',
          title: t('desk.unsaved-title', { plate: plateText(t, store.getState().cards.get(id)?.plate ?? null) }),
          message: (
            <>
              {t('desk.unsaved')}{' '}
              <button type="button" className={styles.open} onClick={open}>
                {t('desk.unsaved-open')}
              </button>
            </>
          ),
          autoClose: false,
          closeButtonProps: { 'aria-label': t('toast.close') },
        });
      }),
    [t, drafts, store],
  );
  return null;
}
