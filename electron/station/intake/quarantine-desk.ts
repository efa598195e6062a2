import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { QuarantineResult } from '../../../shared/deliveries.ts';
import { readEnvelope } from '../autox3/envelope.ts';
import type { DeliveryReader, QuarantinedBody } from '../store/delivery-reader.ts';
import type { HandAcceptance } from '../store/entries.ts';
import type { QuarantineWriter } from '../store/quarantine-writer.ts';
import type { Intake } from './intake.ts';
import { admitUnproven, type IntakePolicy, type Judgement, judge } from './judge.ts';

const NO_PROOF = { secret: null, endsWeak: null };

/** What the desk of the quarantine works with; `now` in ms since 1970. */
export type QuarantineDeskParts = {
  reader: Pick<DeliveryReader, 'quarantinedBody' | 'quarantinedIds'>;
  quarantine: Pick<QuarantineWriter, 'judged' | 'reject'>;
  intake: Pick<Intake, 'takeFromQuarantine'>;
  policy: () => IntakePolicy;
  now: () => number;
  /** The quarantine holds others than before. */
  changed: () => void;
};

/**
 * What a person can do with messages in quarantine. All that enters goes the way of every message, through the intake. Bodies
 * are judged one a turn of the event loop: a check-in that arrives meanwhile does not wait for a thousand of them.
 */
export class QuarantineDesk {
  readonly #parts: QuarantineDeskParts;
  /** Which messages would be accepted, as far as that was asked by this policy. */
  readonly #fits = new Map<number, boolean>();
  #asked: IntakePolicy | null = null;

  constructor(parts: QuarantineDeskParts) {
    this.#parts = parts;
  }

  /** How many messages would be accepted as things stand now. */
  async fitting(): Promise<number> {
    const policy = this.#parts.policy();
    if (!isDeepStrictEqual(policy, this.#asked)) this.#fits.clear();
    this.#asked = policy;
    const ids = new Set(this.#parts.reader.quarantinedIds());
    for (const id of this.#fits.keys()) if (!ids.has(id)) this.#fits.delete(id);
    for await (const stored of this.#bodies([...ids].filter((id) => !this.#fits.has(id))))
      this.#fits.set(stored.id, this.#judge(stored).type === 'admitted');
    return [...this.#fits.values()].filter((fits) => fits).length;
  }

  /** Judges messages anew, all of them for null: what is accepted now enters with the time at which it first arrived. */
  tryAgain(ids: readonly number[] | null): Promise<QuarantineResult> {
    return this.#takeEach(ids ?? this.#parts.reader.quarantinedIds(), null);
  }

  /** Accepts messages that a person answers for; those that would be accepted anyway enter as verified. */
  accept(ids: readonly number[], by: Omit<HandAcceptance, 'at'>): Promise<QuarantineResult> {
    return this.#takeEach(ids, { ...by, at: this.#parts.now() });
  }

  /** Removes messages for good; how many there were. */
  reject(ids: readonly number[]): number {
    const rejected = this.#parts.quarantine.reject(ids);
    if (rejected > 0) this.#parts.changed();
    return rejected;
  }

  async #takeEach(ids: readonly number[], byHand: HandAcceptance | null): Promise<QuarantineResult> {
    const result = { accepted: 0, repeats: 0, refused: 0, failed: 0 };
    for await (const stored of this.#bodies(ids)) result[await this.#take(stored, byHand)] += 1;
    this.#parts.changed();
    return result;
  }

  async #take(stored: QuarantinedBody, byHand: HandAcceptance | null): Promise<keyof QuarantineResult> {
    const { intake } = this.#parts;
    const { id, body, firstAt } = stored;
    const judgement = this.#judge(stored);
    if (judgement.type === 'rejected' && byHand === null) {
      return this.#stays(id, judgement);
    }
    const read = readEnvelope(body);
    if (!read.ok) return 'refused';
    const written =
      judgement.type === 'admitted'
        ? await intake.takeFromQuarantine(judgement.message, { id, byHand: null }, judgement)
        : await intake.takeFromQuarantine(admitUnproven(read.envelope, body, firstAt), { id, byHand }, NO_PROOF);
    if (written === null) return 'failed';
    return written.outcome === 'repeat' ? 'repeats' : 'accepted';
  }

  #stays(id: number, { reason, advice }: Extract<Judgement, { type: 'rejected' }>): 'refused' | 'failed' {
    try {
      this.#parts.quarantine.judged(id, reason, advice);
      return 'refused';
    } catch {
      return 'failed';
    }
  }

  /** By the secrets of now, and with the time at which it first arrived. */
  #judge({ body, firstAt }: QuarantinedBody): Judgement {
    const judgement = judge(body, this.#parts.policy(), this.#parts.now());
    return judgement.type === 'rejected'
      ? judgement
      : { ...judgement, message: { ...judgement.message, receivedAt: firstAt } };
  }

  /** What of these is still there, one a turn. */
  async *#bodies(ids: readonly number[]): AsyncGenerator<QuarantinedBody, void> {
    for (const id of ids) {
      const stored = this.#parts.reader.quarantinedBody(id);
      if (stored !== null) yield stored;
      await nextTurn();
    }
  }
}
