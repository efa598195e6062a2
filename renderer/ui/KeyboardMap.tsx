import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WordKey } from '../../shared/i18n/en.ts';
import { useBoard } from '../board/board-context.ts';
import { isReadOnly } from '../board/board-state.ts';
import { CHANGING } from '../board/use-board-keys.ts';
import styles from './KeyboardMap.module.css';

const MAP = [
  { keys: ['↑ ↓ ← →', 'J K'], what: 'keys.move-focus' },
  { keys: ['Enter'], what: 'keys.open' },
  { keys: ['S'], what: 'keys.seen' },
  { keys: [']', '.'], what: 'keys.next' },
  { keys: ['[', ','], what: 'keys.previous' },
  { keys: ['U', 'Ctrl Z'], what: 'keys.undo' },
  { keys: ['N'], what: 'keys.note' },
  { keys: ['P'], what: 'sheet.key' },
  { keys: ['X'], what: 'keys.set-aside' },
  { keys: ['D'], what: 'keys.done' },
  { keys: ['← →'], what: 'keys.photo-step' },
  { keys: ['+ - 0'], what: 'keys.photo-zoom' },
  { keys: ['F'], what: 'keys.filter' },
  { keys: ['1 – 9'], what: 'keys.view' },
  { keys: ['0'], what: 'keys.clear-filter' },
  { keys: ['/'], what: 'keys.search' },
  { keys: ['B', 'H', 'T'], what: 'keys.places' },
  { keys: ['?'], what: 'keys.map' },
  { keys: ['Esc'], what: 'keys.close' },
] as const satisfies readonly { keys: readonly string[]; what: WordKey }[];

/** What each key does. */
export function KeyboardMap({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const isOnlyRead = useBoard(isReadOnly);
  const there = MAP.filter(({ keys: [key] }) => !(isOnlyRead && CHANGING.includes(key.toLowerCase())));
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      centered
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <dl className={styles.map}>
        {there.map(({ keys, what }) => (
          <div key={what} className={styles.row}>
            <dt>{t(what)}</dt>
            <dd>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && ` ${t('keys.or')} `}
                  {key.split(' ').map((part) => (
                    <kbd key={part}>{part}</kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
