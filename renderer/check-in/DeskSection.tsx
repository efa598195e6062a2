import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { LONGEST_KEY_TAG, LONGEST_NOTE } from '../../shared/desk-note.ts';
import { useParts } from '../board/board-context.ts';
import styles from './Desk.module.css';
import { DeskField } from './DeskField.tsx';
import { Section } from './Fact.tsx';
import { leaveOnEscape } from './leave-on-escape.ts';
import { useNoteWish } from './open-note.ts';
import { PromiseField } from './PromiseField.tsx';
import { useDeskField } from './use-desk-field.ts';

/** What the desk writes on a visit: where the key hangs, by when it is promised, and a note. Each is stored when it is left. */
export function DeskSection({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const { drafts } = useParts();
  const { id } = checkIn;
  const fieldId = useId();
  const noteInput = useRef<HTMLTextAreaElement>(null);
  const note = useDeskField(checkIn, 'note');
  const keyTag = useDeskField(checkIn, 'keyTag');

  useNoteWish(id, () => {
    noteInput.current?.focus();
    noteInput.current?.setSelectionRange(noteInput.current.value.length, noteInput.current.value.length);
  });
  // Leaving the panel leaves nothing behind that was typed.
  useEffect(() => () => drafts.saveAll(id), [drafts, id]);

  return (
    <Section title={t('desk.title')}>
      <div className={styles.desk}>
        <DeskField label={t('desk.key-tag')} inputId={`${fieldId}key`} field={keyTag}>
          <input
            id={`${fieldId}key`}
            type="text"
            className={styles.tag}
            autoComplete="off"
            spellCheck={false}
            maxLength={LONGEST_KEY_TAG}
            value={keyTag.value ?? ''}
            onChange={(event) => keyTag.type(event.currentTarget.value)}
            onBlur={keyTag.save}
            onKeyDown={(event) => {
              if (event.key === 'Enter') keyTag.save();
              leaveOnEscape(event);
            }}
          />
        </DeskField>
        <PromiseField checkIn={checkIn} />
        <DeskField label={t('desk.note')} inputId={`${fieldId}note`} field={note}>
          <textarea
            ref={noteInput}
            id={`${fieldId}note`}
            className={styles.note}
            dir="auto"
            rows={2}
            maxLength={LONGEST_NOTE}
            placeholder={t('desk.note-for')}
            value={note.value ?? ''}
            onChange={(event) => note.type(event.currentTarget.value)}
            onBlur={note.save}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) note.save();
              leaveOnEscape(event);
            }}
          />
        </DeskField>
      </div>
    </Section>
  );
}
