import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { openNote } from '../check-in/open-note.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './CardDesk.module.css';

/** The first line of the desk's note; all of it on hover, and in the panel on a click. */
export function CardNote({ id, deskNote: note }: Pick<Card, 'id' | 'deskNote'>) {
  const { t } = useTranslation();
  if (note === null) return null;
  const [first = ''] = note.split('\n');
  return (
    <button
      type="button"
      className={styles.note}
      data-raised="true"
      title={isolated(note)}
      aria-label={t('desk.note-open', { note: isolated(note) })}
      onClick={() => openNote(id)}
    >
      <Icon name="note" />
      <bdi>{first === note ? first : `${first} …`}</bdi>
    </button>
  );
}
