import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParts } from '../board/board-context.ts';
import { tellOfCheckIn } from '../board/check-in-toast.tsx';
import { panel } from '../board/focus.ts';
import { plateText } from '../ui/formats.ts';

/** Says that something written on a check-in was not stored, when its panel is not open to say so. */
export function UnsavedToasts() {
  const { t } = useTranslation();
  const { drafts, store } = useParts();
  useEffect(
    () =>
      drafts.onUnsaved((id) => {
        if (panel()?.dataset.panelOf === id) return;
        tellOfCheckIn(t, {
          key: `unsaved ${id}`,
          id,
          title: t('desk.unsaved-title', { plate: plateText(t, store.getState().cards.get(id)?.plate ?? null) }),
          text: t('desk.unsaved'),
          open: t('desk.unsaved-open'),
        });
      }),
    [t, drafts, store],
  );
  return null;
}
