import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isLateArrival, LateArrivals } from '../../shared/late-arrivals.ts';
import { useParts } from './board-context.ts';

const KEY = 'late-arrivals';

/** Says in one sentence, until somebody has read it, that several check-ins have come late from the relay. */
export function LateToast() {
  const { t } = useTranslation();
  const { store } = useParts();
  useEffect(() => {
    const late = new LateArrivals();
    return store.onEvent((_event, { arrived }) => {
      const came = arrived.filter(isLateArrival);
      if (came.length === 0) return;
      const { length: count } = late.add(
        came.map(({ id }) => id),
        Date.now(),
      );
      if (count < 2) return;
      notifications.hide(KEY);
      notifications.show({
        id: KEY,
        title: t('late.alert', { count }),
        message: t('late.toast'),
        autoClose: false,
        closeButtonProps: { 'aria-label': t('toast.close') },
      });
    });
  }, [t, store]);
  return null;
}
