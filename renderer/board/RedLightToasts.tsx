import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { redLightsText } from '../../shared/alert-text.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { plateText } from '../ui/formats.ts';
import { useParts } from './board-context.ts';
import styles from './MoveToasts.module.css';

/** Says, until somebody has read it, that AutoX3 has sent a red light for a vehicle which is being worked on. */
export function RedLightToasts() {
  const { t } = useTranslation();
  const { store } = useParts();
  useEffect(
    () =>
      store.onEvent((_event, { redLights }) => {
        for (const news of redLights) {
          const key = `red-lights ${news.id}`;
          const open = (): void => {
            notifications.hide(key);
            openCheckIn(news.id);
          };
          // A later message for the same vehicle says more than the one before.
          notifications.hide(key);
          notifications.show({
            id: key,
            className: styles.refused ?? '',
            title: plateText(t, news.plate),
            message: (
              <>
                {redLightsText(sayer(i18next.t), news, false).body}{' '}
                <button type="button" className={styles.open} onClick={open}>
                  {t('red-lights.open')}
                </button>
              </>
            ),
            autoClose: false,
            closeButtonProps: { 'aria-label': t('toast.close') },
          });
        }
      }),
    [t, store],
  );
  return null;
}
