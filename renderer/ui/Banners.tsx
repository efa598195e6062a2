import { useTranslation } from 'react-i18next';
import { useBoard, useParts } from '../board/board-context.ts';
import styles from './Banners.module.css';
import { useFormats } from './formats.ts';
import { Icon } from './Icon.tsx';
import { statusView } from './status-view.ts';

/** What stands in the way, what that means and what to do; nothing while all is well. */
export function Banners() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { connection: boardConnection } = useParts();
  const connection = useBoard((state) => state.connection);
  const status = useBoard((state) => state.status);
  const view = statusView(connection, status);
  if (connection.state === 'disconnected') {
    const time = formats.time(connection.since);
    return (
      <div className={styles.banner} data-tone="red" role="alert">
        <Icon name="warning" size={18} />
        <p>{t(status === null ? 'connection.never' : 'connection.lost', { time })}</p>
        <button type="button" className={styles.button} onClick={() => boardConnection.retry()}>
          {t('connection.try-now')}
        </button>
      </div>
    );
  }
  if (view.remedy === null) return null;
  return (
    <div className={styles.banner} data-tone={view.tone} role="alert">
      <Icon name="warning" size={18} />
      <p>{t(view.remedy)}</p>
    </div>
  );
}
