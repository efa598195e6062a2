import { safe } from '@orpc/client';
import type { Card } from '../../shared/check-in.ts';
import { DeskNote } from '../../shared/desk-note.ts';
import type { StationClient } from '../station-client.ts';

/** One thing that the desk writes on a visit. */
export type DeskField = keyof DeskNote;

/** How what was typed stands. `theirs` is what another desk has written meanwhile. */
export type DraftState =
  | { kind: 'typing' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'failed'; why: 'no-answer' | 'not-stored' | 'gone' }
  | { kind: 'conflict'; theirs: string | null };

/** What somebody typed over `base`. */
export interface Draft {
  readonly value: string | null;
  readonly base: string | null;
  readonly state: DraftState;
}
export type Drafts = Readonly<Partial<Record<DeskField, Draft>>>;

/** What is being written on visits. It outlives the panel in which it was typed until it is stored, so that nothing is lost. */
export interface DeskDrafts {
  of(id: string): Drafts;
  subscribe(listener: () => void): () => void;
  /** Somebody typed: `known` is what the page knows to be written on the visit. */
  type(id: string, field: DeskField, value: string | null, known: DeskNote): void;
  /** Stores what was typed, unless it is what was there. */
  save(id: string, field: DeskField): void;
  saveAll(id: string): void;
  /** After a conflict: writes over theirs, or takes theirs and forgets what was typed. */
  keepMine(id: string, field: DeskField): void;
  takeTheirs(id: string, field: DeskField): void;
  /** Hears of each visit on which something could not be stored. */
  onUnsaved(listener: (id: string) => void): () => void;
}

const ANSWER_TIMEOUT_MS = 8_000;
/** How often another desk may write something else on the same visit while this is being stored. */
const MOST_TRIES = 5;
const NONE: Drafts = {};
const FIELDS = ['note', 'keyTag', 'promisedAt'] as const satisfies readonly DeskField[];

/** The drafts of one page; `written` is told each card as it is after something was stored. */
export function createDeskDrafts(client: StationClient, written: (card: Card) => void): DeskDrafts {
  const visits = new Map<string, Drafts>();
  const known = new Map<string, DeskNote>();
  const queues = new Map<string, Promise<void>>();
  const listeners = new Set<() => void>();
  const unsavedListeners = new Set<(id: string) => void>();

  const of = (id: string): Drafts => visits.get(id) ?? NONE;

  function set(id: string, field: DeskField, draft: Draft | null): void {
    const { [field]: _old, ...rest } = of(id);
    const drafts: Drafts = draft === null ? rest : { ...rest, [field]: draft };
    if (Object.keys(drafts).length > 0) visits.set(id, drafts);
    else {
      visits.delete(id);
      known.delete(id);
    }
    for (const listener of [...listeners]) listener();
  }

  /** Of one visit one thing after another: each is written over what the one before has left. */
  function save(id: string, field: DeskField): void {
    const before = queues.get(id) ?? Promise.resolve();
    const mine = before.then(() => store(id, field));
    queues.set(id, mine);
    void mine.then(() => {
      if (queues.get(id) === mine) queues.delete(id);
    });
  }

  async function store(id: string, field: DeskField): Promise<void> {
    const draft = of(id)[field];
    if (draft === undefined || draft.state.kind === 'saved' || draft.state.kind === 'conflict') return;
    const value = DeskNote.shape[field].parse(draft.value);
    if (value === draft.base) {
      set(id, field, null);
      return;
    }
    set(id, field, { ...draft, state: { kind: 'saving' } });
    const outcome = await write(id, field, draft.base, value);
    const now = of(id)[field] ?? draft;
    if (outcome.kind === 'saved') {
      const goesOn = now.value !== draft.value;
      set(id, field, { value: now.value, base: value, state: { kind: goesOn ? 'typing' : 'saved' } });
      return;
    }
    set(id, field, { ...now, state: outcome });
    for (const listener of [...unsavedListeners]) listener(id);
  }

  async function write(id: string, field: DeskField, base: string | null, value: string | null): Promise<DraftState> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const from = { ...(known.get(id) ?? { note: null, keyTag: null, promisedAt: null }), [field]: base };
      const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
      const answer = await safe(client.checkIns.writeDesk({ id, from, to: { ...from, [field]: value } }, options));
      if (answer.isSuccess) {
        known.set(id, deskOf(answer.data));
        written(answer.data);
        return { kind: 'saved' };
      }
      if (!answer.isDefined) return { kind: 'failed', why: 'no-answer' };
      switch (answer.error.code) {
        case 'NOT_FOUND':
          return { kind: 'failed', why: 'gone' };
        case 'SERVICE_UNAVAILABLE':
          return { kind: 'failed', why: 'not-stored' };
        case 'CONFLICT': {
          const { desk } = answer.error.data;
          known.set(id, desk);
          if (desk[field] === value) return { kind: 'saved' };
          // Something else on the visit was written meanwhile: that is no conflict with this.
          if (desk[field] !== base) return { kind: 'conflict', theirs: desk[field] };
        }
      }
    }
    return { kind: 'failed', why: 'no-answer' };
  }

  return {
    of,
    subscribe: (listener) => add(listeners, listener),
    onUnsaved: (listener) => add(unsavedListeners, listener),
    type(id, field, value, present) {
      const draft = of(id)[field];
      if (!queues.has(id)) known.set(id, present);
      const isNew = draft === undefined || draft.state.kind === 'saved';
      const state: DraftState = draft?.state.kind === 'conflict' ? draft.state : { kind: 'typing' };
      set(id, field, { value, base: isNew ? present[field] : draft.base, state });
    },
    save,
    saveAll(id) {
      for (const field of FIELDS) {
        if (of(id)[field]?.state.kind === 'saved') set(id, field, null);
        else save(id, field);
      }
    },
    keepMine(id, field) {
      const draft = of(id)[field];
      if (draft?.state.kind !== 'conflict') return;
      set(id, field, { ...draft, base: draft.state.theirs, state: { kind: 'typing' } });
      save(id, field);
    },
    takeTheirs: (id, field) => set(id, field, null),
  };
}

/** What the desk has written, as a card says it. */
export function deskOf({ deskNote, keyTag, promisedAt }: Pick<Card, 'deskNote' | 'keyTag' | 'promisedAt'>): DeskNote {
  return { note: deskNote, keyTag, promisedAt };
}

function add<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => void set.delete(item);
}
