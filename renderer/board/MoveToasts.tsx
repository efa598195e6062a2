import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { plateText } from '../ui/formats.ts';
import { useParts } from './board-context.ts';
import styles from './MoveToasts.module.css';
import { isAside, type Move, type MoveProblem } from './moves.ts';

const UNDO_MS = 8_000;
const REFUSAL_MS = 12_000;
/** The message of the latest move. One that is shown under the name of an earlier one would go when that one's time is over. */
let shown = 0;
const moved = (): string => `moved ${shown}`;

/** Says what became of each move: with a way back when it was made, with the reason when it was not. */
export function MoveToasts() {
  const { t } = useTranslation();
  const { moves } = useParts();
  useEffect(
    () =>
      moves.listen({
        moved(move) {
          show(t, {
            text: textOf(t, move, 'move.done'),
            onUndo: () => moves.undo(),
          });
        },
        undone(move) {
          show(t, { text: textOf(t, move, 'move.undone') });
        },
        refused(move, problem) {
          notifications.hide(moved());
          notifications.show({
            // A second refusal of the same move says nothing new.
            id: `refused ${move.id} ${problem.kind}`,
            className: styles.refused ?? '',
            title: failureOf(t, move),
            message: reason(t, move, problem),
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
  notifications.hide(moved());
  shown += 1;
  const id = moved();
  notifications.show({
    id,
    className: styles.moved ?? '',
    message: (
      <span className={styles.line}>
        <span className={styles.text}>{text}</span>
        {onUndo !== undefined && (
          <button
            type="button"
            className={styles.undo}
            onClick={() => {
              notifications.hide(id);
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

function textOf(t: TFunction, move: Move, moved: 'move.done' | 'move.undone'): string {
  const { to } = move;
  const plate = plateText(t, move.plate);
  if (to.setAside !== null) return t('desk.aside-done', { plate, reason: t(`desk.reason.${to.setAside}`) });
  return t(isAside(move) ? 'move.undone' : moved, { plate, lane: t(`lane.${to.lane}`) });
}

function failureOf(t: TFunction, move: Move): string {
  const plate = plateText(t, move.plate);
  if (isAside(move)) return t(`desk.failed-title.${move.to.setAside === null ? 'back' : 'aside'}`, { plate });
  return t('move.failed-title', { plate, lane: t(`lane.${move.to.lane}`) });
}

function reason(t: TFunction, move: Move, problem: MoveProblem): string {
  if (problem.kind !== 'taken') return t(`move.failed.${problem.kind}`);
  const { lane, setAside } = problem.place;
  if (setAside !== null) return t('desk.failed.set-aside', { reason: t(`desk.reason.${setAside}`) });
  return t(isAside(move) ? 'desk.failed.put-back' : 'move.failed.taken', { lane: t(`lane.${lane}`) });
}
