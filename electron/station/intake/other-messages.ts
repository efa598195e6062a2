import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ProcessedAgain } from '../../../shared/other-messages.ts';
import { saysNothing } from '../autox3/messages.ts';
import type { CheckInChange } from '../store/entries.ts';
import type { OtherMessageReader } from '../store/other-message-reader.ts';
import { admitted, readAgain, type StoredMessage } from '../store/rederive.ts';
import type { FoundMessage, ReadAgain, StationWriter } from '../store/writer.ts';

/** What a second reading works with. `clock.now` is ms since 1970, `clock.elapsed` ms on a monotonic clock. */
export type OtherMessagesParts = {
  reader: Pick<OtherMessageReader, 'message' | 'next'>;
  writer: Pick<StationWriter, 'storeAgain'>;
  clock: { now: () => number; elapsed: () => number };
  /** Called after a commit, with the visits that it changed. */
  changed: (changes: CheckInChange[]) => void;
};

/** Messages that share a commit. */
const BATCH = 32;
/** Whoever asked hears after so long, in ms, how far it has come. */
const TELL_MS = 2_000;

const NOTHING: ProcessedAgain = { checkIns: 0, reports: 0, plans: 0, notShown: 0, unchanged: 0, failed: 0 };

/**
 * Reads again what could not be read when it came. Bytes are read one message a turn of the event loop, and few share a commit:
 * a check-in that arrives meanwhile does not wait for all of them.
 */
export class OtherMessages {
  readonly #parts: OtherMessagesParts;

  constructor(parts: OtherMessagesParts) {
    this.#parts = parts;
  }

  processOne(id: number): ProcessedAgain {
    const result = { ...NOTHING };
    const stored = this.#parts.reader.message(id);
    const found = stored === null ? null : this.#read(stored, result);
    if (found !== null) this.#store([found], result);
    return result;
  }

  /** Those after a number, oldest first, as far as it comes; `next` is where to go on. */
  async processAll(after: number): Promise<ProcessedAgain & { next: number | null }> {
    const { reader, clock } = this.#parts;
    const result = { ...NOTHING };
    const tellAt = clock.elapsed() + TELL_MS;
    let found: FoundMessage[] = [];
    let last = after;
    let stored = reader.next(last);
    for (; stored !== null && clock.elapsed() < tellAt; stored = reader.next(last)) {
      last = stored.id;
      const one = this.#read(stored, result);
      if (one !== null) found.push(one);
      if (found.length >= BATCH) {
        this.#store(found, result);
        found = [];
      }
      await nextTurn();
    }
    this.#store(found, result);
    return { ...result, next: stored === null ? null : last };
  }

  /** Null where still nothing can be read. */
  #read(stored: StoredMessage, result: ProcessedAgain): FoundMessage | null {
    const read = readAgain(stored);
    if (read !== null && !saysNothing(read)) return { id: stored.id, message: admitted(stored, read) };
    result.unchanged += 1;
    return null;
  }

  #store(found: readonly FoundMessage[], result: ProcessedAgain): void {
    if (found.length === 0) return;
    let stored: (ReadAgain | null)[];
    try {
      stored = this.#parts.writer.storeAgain(found, this.#parts.clock.now());
    } catch {
      result.failed += found.length;
      return;
    }
    const read = stored.filter((one) => one !== null);
    for (const one of read) result[countedAs(one)] += 1;
    const changes = read.map(({ change }) => change).filter((change) => change !== null);
    this.#parts.changed(changes);
  }
}

function countedAs({ kind, change }: ReadAgain): keyof ProcessedAgain {
  switch (kind) {
    case 'check-in':
      return change === null ? 'notShown' : 'checkIns';
    case 'health-report':
      return 'reports';
    case 'maintenance-plan':
      return 'plans';
    case 'unknown':
      return 'unchanged';
  }
}
