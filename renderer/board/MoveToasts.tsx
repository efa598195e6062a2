import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { plateText } from '../ui/formats.ts';
import { useParts } from './board-context.ts';
import styles from './MoveToasts.module.css';
import type { MoveProblem } from './moves.ts';

const UNDO_MS = 8_000;
const REFUSAL_MS = 12_000;
const MOVED = 'moved';

/** Says what became of each move: with a way back when it was made, with the reason when it was not. */
export function MoveToasts() {
  const { t } = useTranslation();
  const { moves } = useParts();
  useEffect(
    () =>
      moves.listen({
        moved(move) {
          show(t, {
            text: t('move.done', { plate: plateText(t, move.plate), lane: t(`lane.${move.to}`) }),
            onUndo: () => moves.undo(),
          });
        },
        undone(move) {
          show(t, { text: t('move.undone', { plate: plateText(t, move.plate), lane: t(`lane.${move.to}`) }) });
        },
        refused(move, problem) {
          notifications.hide(MOVED);
          notifications.show({
            // A second refusal of the same move says nothing new.
            id: `refused ${move.id} ${problem.kind}`,
            className: styles.refused ?? '',
            title: t('move.failed-title', { plate: plateText(t, move.plate), lane: t(`lane.${move.to}`) }),
            message: reason(t, problem),
            autoClose: REFUSAL_MS,
            closeButtonProps: { 'aria-label': t('toast.close') },
          });
        },
      }),
    [t, moves],
  );
  return null;
}

function show(t: TFunction, { text, onUndo }: { text: string; onUndo?: () => void }): void {
  // Only the latest move can be taken back, so only its message stands.
  notifications.hide(MOVED);
  notifications.show({
    id: MOVED,
    className: styles.moved ?? '',
    message: (
      <span className={styles.line}>
        <span className={styles.text}>{text}</span>
        {onUndo !== undefined && (
          <button
            type="button"
            className={styles.undo}
            onClick={() => {
              notifications.hide(MOVED);
              onUndo();
            }}
          >
            {t('move.undo')} <kbd>U</kbd>
          </button>
        )}
      </span>
    ),
    autoClose: UNDO_MS,
    withCloseButton: false,
  });
}

function reason(t: TFunction, problem: MoveProblem): string {
  return problem.kind === 'taken'
    ? t('move.failed.taken', { lane: t(`lane.${problem.lane}`) })
    : t(`move.failed.${problem.kind}`);
}
