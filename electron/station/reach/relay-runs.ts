import type { Logger } from 'pino';
import { firstEndingFrom, type Span, union } from '../../../shared/span.ts';
import { isStorageError } from '../store/database.ts';
import type { RelayStore, RelayTime, StoredRun } from '../store/relay-store.ts';
import { LONGEST_GAP_MS } from './heartbeat.ts';
import { ALL_TRIES_MS } from './judge-blind.ts';
import type { RelayKnown } from './relay-cover.ts';
import { tidyRuns } from './tidy-runs.ts';

/** A relay says every five seconds that it takes messages: what was silent for longer than this, in ms, has come back. */
const HEARD_WITHIN_MS = 20_000;
/** By how much a relay's clock may be ahead of this PC's, in ms: what it says of later is not believed. */
const AHEAD_MS = 3_600_000;
/** Of a relay, or of a run of it: longer ones are nobody's. */
const LONGEST_NAME = 64;
/** With so many runs the old ones are put together, as at each start. */
const TIDY_FROM = 5_000;

export type RelayRunsParts = {
  store: Pick<RelayStore, 'runs' | 'times' | 'save' | 'replaceRuns'>;
  /** Ms since 1970. */
  now: () => number;
  /** When relays took messages, or whether one does now, is known otherwise than before. */
  changed: () => void;
  log: Logger;
};

/** When this desk was joined to a relay, and when relays took messages for it, by their own word. */
export class RelayRuns {
  readonly #parts: RelayRunsParts;
  readonly #runs = new Map<string, StoredRun>();
  readonly #times: RelayTime[];
  readonly #unsaved = { runs: new Set<StoredRun>(), times: new Set<RelayTime>() };
  /** The runs as spans that do not touch, in order. */
  #taking: Span[] = [];
  #since: RelayKnown['since'] = { type: 'awaited' };
  #heardAt: number | null = null;
  /** Since when this station runs, without having slept, and could hear. */
  #listensSince: number;
  #lookedAt: number;

  constructor(parts: RelayRunsParts) {
    this.#parts = parts;
    this.#times = parts.store.times();
    this.#listensSince = parts.now();
    this.#lookedAt = this.#listensSince;
    this.#hold(parts.store.runs());
    this.#tidy();
  }

  /** When this desk was joined to a relay, in order. */
  get joined(): Span[] {
    return this.#times.map(({ joinedAt, leftAt }) => ({ from: joinedAt, to: leftAt ?? Infinity }));
  }

  get known(): RelayKnown {
    const times = this.#times.flatMap(({ beganAt, leftAt }) =>
      beganAt === null ? [] : [{ from: beganAt, to: leftAt ?? Infinity }],
    );
    return { joined: this.joined, times, runs: this.#taking, since: this.#since };
  }

  /** For longer than AutoX3 tries no relay has said that it takes messages: whether one does nobody knows. */
  get isUnheard(): boolean {
    return this.#since.type === 'unheard';
  }

  /** Says whether this desk is joined to a relay from now on. */
  join(isJoined: boolean): void {
    const open = this.#open;
    if (isJoined === (open !== undefined)) return;
    const now = this.#parts.now();
    if (open === undefined) {
      const time = { joinedAt: Math.max(now, (this.#times.at(-1)?.leftAt ?? 0) + 1), beganAt: null, leftAt: null };
      this.#times.push(time);
      this.#unsaved.times.add(time);
    } else {
      // It ends with the last word that was heard: whether a relay took anything after it nobody knows.
      const end = this.#since.type === 'heard' ? Math.min(this.#taking.at(-1)?.to ?? now, now) : now;
      open.leftAt = Math.max(end, open.beganAt ?? open.joinedAt);
      this.#unsaved.times.add(open);
    }
    this.#heardAt = null;
    this.#listensSince = now;
    this.#since = { type: 'awaited' };
    this.#save(false);
    this.#parts.changed();
  }

  /**
   * A relay has said when it took messages, in ms since 1970 by its clock, and the broker has kept it. Said again, or in another
   * order, it comes to the same. What was before this desk joined says nothing of here.
   */
  take(relay: string, run: string, { from, to }: Span): void {
    const open = this.#open;
    if (open === undefined || !isRun(relay, run, from, to)) return;
    const now = this.#parts.now();
    const hasBegun = this.#begin(open, Math.max(open.joinedAt, Math.min(from, now)));
    const said = { relay, run, from: Math.max(from, open.joinedAt), to: Math.min(to, now + AHEAD_MS) };
    const known = this.#runs.get(keyOf(said));
    const isNews = said.from <= said.to && (known === undefined || known.to < said.to);
    const isOther = isNews && this.#grow(known, said);
    const wasSilent = isNews && this.#hear(now);
    this.#save(!isOther && !hasBegun && !wasSilent);
    if (isOther || hasBegun || wasSilent) this.#parts.changed();
  }

  /** Time goes on: a relay that is not heard of for longer than AutoX3 tries may take nothing any more. */
  look(): void {
    const now = this.#parts.now();
    // This process was held up, or slept: what was said meanwhile is still to be read.
    if (now - this.#lookedAt > LONGEST_GAP_MS || now < this.#lookedAt) this.#listensSince = now;
    this.#lookedAt = now;
    if (this.#heardAt !== null) this.#heardAt = Math.min(this.#heardAt, now);
    const before = this.#since.type;
    const heardAt = this.#heardAt ?? -Infinity;
    if (now - heardAt <= HEARD_WITHIN_MS) return;
    if (before === 'heard') this.#since = { type: 'awaited' };
    if (before !== 'unheard' && now - Math.max(heardAt, this.#listensSince) > ALL_TRIES_MS)
      this.#since = { type: 'unheard', from: this.#heardAt ?? now };
    if (before !== this.#since.type) this.#parts.changed();
  }

  get #open(): RelayTime | undefined {
    const last = this.#times.at(-1);
    return last?.leftAt === null ? last : undefined;
  }

  /** The first word of a relay: before it is known to be there, nothing could be missed by it. */
  #begin(open: RelayTime, at: number): boolean {
    if (open.beganAt !== null && open.beganAt <= at) return false;
    open.beganAt = at;
    this.#unsaved.times.add(open);
    return true;
  }

  /** Notes a run that is new or has become longer; whether that is more than that the last time of all goes on. */
  #grow(known: StoredRun | undefined, said: StoredRun): boolean {
    const last = this.#taking.at(-1);
    const isLast = known !== undefined && firstEndingFrom(this.#taking, known.to) === last;
    const run = known ?? said;
    run.to = said.to;
    this.#runs.set(keyOf(run), run);
    this.#unsaved.runs.add(run);
    if (isLast && last !== undefined) {
      last.to = Math.max(last.to, run.to);
      return false;
    }
    if (this.#runs.size > TIDY_FROM) this.#tidy();
    this.#taking = union([...this.#runs.values()]);
    return true;
  }

  /** Whether it was silent before. */
  #hear(now: number): boolean {
    const wasSilent = this.#since.type !== 'heard' || now - (this.#heardAt ?? -Infinity) > HEARD_WITHIN_MS;
    this.#heardAt = now;
    this.#since = { type: 'heard' };
    return wasSilent;
  }

  #hold(runs: readonly StoredRun[]): void {
    this.#runs.clear();
    for (const run of runs) this.#runs.set(keyOf(run), run);
    this.#taking = union(runs);
  }

  #tidy(): void {
    const before = [...this.#runs.values()];
    const after = tidyRuns(before, this.#parts.now());
    if (after.length >= before.length) return;
    this.#hold(after);
    this.#unsaved.runs.clear();
    this.#stored(() => this.#parts.store.replaceRuns(after));
  }

  /** Writes what has changed; a word that is said again in five seconds may trail. What cannot be written now is with the next. */
  #save(mayTrail: boolean): void {
    const { runs, times } = this.#unsaved;
    if (runs.size + times.size === 0) return;
    this.#stored(() => {
      this.#parts.store.save([...times], [...runs], mayTrail);
      runs.clear();
      times.clear();
    });
  }

  #stored(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!isStorageError(error)) throw error;
      this.#parts.log.warn({ err: error }, 'when the relay took messages could not be written yet');
    }
  }
}

const keyOf = ({ relay, run }: Pick<StoredRun, 'relay' | 'run'>): string => `${relay} ${run}`;

/** Whether what was said may be a run; what comes from outside may be anything. */
function isRun(relay: string, run: string, from: number, to: number): boolean {
  const isName = [relay, run].every((name) => name.length > 0 && name.length <= LONGEST_NAME);
  return isName && Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to;
}
