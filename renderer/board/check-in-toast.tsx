import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { openCheckIn } from '../check-in/open-check-in.ts';
import styles from './MoveToasts.module.css';

/** What somebody has to know of a check-in; `open` is what the way to it is called, `key` sets one message apart from another. */
export interface CheckInNews {
  key: string;
  id: string;
  title: string;
  text: string;
  open: string;
}

/** Says it over the page until somebody has read it, with the way to the check-in. */
export function tellOfCheckIn(t: TFunction, { key, id, title, text, open }: CheckInNews): void {
  notifications.show({
    id: key,
    className: styles.refused ?? '',
    title,
    message: (
      <>
        {text}{' '}
        <button
          type="button"
          className={styles.open}
          onClick={() => {
            notifications.hide(key);
            openCheckIn(id);
          }}
        >
          {open}
        </button>
      </>
    ),
    autoClose: false,
    closeButtonProps: { 'aria-label': t('toast.close') },
  });
}
