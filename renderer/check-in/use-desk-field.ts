import { useSyncExternalStore } from 'react';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { useParts } from '../board/board-context.ts';
import { type DeskField, type DraftState, deskOf } from './desk-drafts.ts';

/** One thing that the desk writes on a visit: what stands there, typed or stored, and how that is stored. */
export interface DeskFieldParts {
  readonly value: string | null;
  readonly state: DraftState | null;
  type(value: string | null): void;
  save(): void;
  keepMine(): void;
  takeTheirs(): void;
}

/** What is written, or being written, in one field of the desk on this visit. */
export function useDeskField(checkIn: CheckInDetail, field: DeskField): DeskFieldParts {
  const { drafts } = useParts();
  const { id } = checkIn;
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.of(id)[field]);
  const known = deskOf(checkIn);
  return {
    value: draft === undefined || draft.state.kind === 'saved' ? known[field] : draft.value,
    state: draft?.state ?? null,
    type: (value) => drafts.type(id, field, value, known),
    save: () => drafts.save(id, field),
    keepMine: () => drafts.keepMine(id, field),
    takeTheirs: () => drafts.takeTheirs(id, field),
  };
}
