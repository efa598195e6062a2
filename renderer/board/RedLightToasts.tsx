import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { redLightsText } from '../../shared/alert-text.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { plateText } from '../ui/formats.ts';
import { useParts } from './board-context.ts';
import { isReadOnly } from './board-state.ts';
import { tellOfCheckIn } from './check-in-toast.tsx';

/** Says, until somebody has read it, that AutoX3 has sent a red light for a vehicle which is being worked on. */
export function RedLightToasts() {
  const { t } = useTranslation();
  const { store } = useParts();
  useEffect(
    () =>
      store.onEvent((_event, { redLights }) => {
        if (isReadOnly(store.getState())) return;
        for (const news of redLights) {
          const key = `red-lights ${news.id}`;
          // A later message for the same vehicle says more than the one before.
          notifications.hide(key);
          tellOfCheckIn(t, {
            key,
            id: news.id,
            title: plateText(t, news.plate),
            text: redLightsText(sayer(i18next.t), news, false).body,
            open: t('red-lights.open'),
          });
        }
      }),
    [t, store],
  );
  return null;
}
