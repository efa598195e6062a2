import type { Card } from '../../../shared/check-in.ts';
import type { ProbeProblem, ReachLight } from '../../../shared/reach.ts';
import { ACCEPTED_REPLY } from '../autox3/reply.ts';
import type { Judgement } from '../intake/judge.ts';
import type { Capture } from '../photos/photo-capture.ts';
import { PROBE_WITHIN_MS, type ProbeNetwork, post, problemOf } from '../reach/probe.ts';
import type { DrillTempo } from './plans.ts';
import type { TestMessage } from './test-message.ts';

/** What a step has come to: it was so, or not, or a message did not get through for this reason. */
export type StepResult = boolean | ProbeProblem;

/** What a drill acts upon. */
export type FieldParts = {
  message: TestMessage;
  /** Where AutoX3 would send it. */
  callback: () => string;
  network: ProbeNetwork;
  tempo: DrillTempo;
  light: () => ReachLight;
  /** The way from outside. */
  way: { cut: () => Promise<void>; mend: () => void };
  capture: (url: string, stop: AbortSignal) => Promise<Capture>;
  /** The card of this drill has come, or changed. */
  cardChanged: (cause: 'arrived' | 'updated') => void;
  /** Aborted when the drill ends, in whatever way. */
  signal: AbortSignal;
};

/** A test message on its way, as a drill sees it: what has arrived of it, and its card, which is in memory alone. */
export class DrillField {
  readonly receipts: Judgement[] = [];
  readonly tempo: DrillTempo;
  card: Card | null = null;
  /** How many cards the message has made. */
  cards = 0;
  isShown = false;
  isRung = false;
  readonly #parts: FieldParts;
  readonly #waiting = new Set<() => void>();
  #isCut = false;

  constructor(parts: FieldParts) {
    this.#parts = parts;
    this.tempo = parts.tempo;
  }

  get light(): ReachLight {
    return this.#parts.light();
  }

  /** Something may be so now that a step waits for. */
  look(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** The message was judged. A repeat makes no card, as in the store; its card is drawn by `draw`. */
  arrived(
    judgement: Judgement,
    draw: (message: Extract<Judgement, { type: 'admitted' }>['message']) => Card | null,
  ): void {
    this.receipts.push(judgement);
    if (judgement.type === 'admitted' && this.card === null && !this.#parts.signal.aborted) {
      this.card = draw(judgement.message);
      if (this.card !== null) {
        this.cards += 1;
        this.#parts.cardChanged('arrived');
      }
    }
    this.look();
  }

  /** Sends the message as AutoX3 does; whether it was acknowledged, or answered with another status that is expected. */
  async send(expected = 200): Promise<StepResult> {
    const { message, callback, network, signal } = this.#parts;
    const before = this.receipts.length;
    try {
      const headers = { 'content-type': 'application/json;charset=UTF-8' };
      const within = AbortSignal.any([signal, AbortSignal.timeout(PROBE_WITHIN_MS)]);
      const { status, body } = await post(new URL(callback()), headers, message.body, network, within);
      signal.throwIfAborted();
      const isAsExpected = status === expected && (expected !== 200 || body === ACCEPTED_REPLY);
      if (isAsExpected && this.receipts.length > before) return true;
      return this.receipts.length > before ? false : 'wrong-answer';
    } catch (error) {
      signal.throwIfAborted();
      return problemOf(error);
    }
  }

  /** Whether it is so within this time, in ms. Rejects when the drill ends. */
  until(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const { signal } = this.#parts;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        signal.removeEventListener('abort', stop);
      };
      const look = (): void => {
        if (!isSo()) return;
        settle();
        resolve(true);
      };
      const stop = (): void => {
        settle();
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        settle();
        resolve(isSo());
      }, withinMs);
      this.#waiting.add(look);
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      else look();
    });
  }

  async pause(ms: number): Promise<true> {
    await this.until(() => false, ms);
    return true;
  }

  /** Has the photo fetched as any is; true when it could not be had and the card says so. */
  async fetchPhoto(url: string): Promise<boolean> {
    const { capture, signal, cardChanged } = this.#parts;
    const captured = await capture(url, signal);
    if (captured.ok || this.card === null) return false;
    const photos = this.card.photos.map((photo) => ({ ...photo, state: 'failed' as const, problem: captured.problem }));
    this.card = { ...this.card, photos };
    cardChanged('updated');
    return true;
  }

  async cut(): Promise<true> {
    this.#isCut = true;
    await this.#parts.way.cut();
    return true;
  }

  /** Leads the public here again, where this drill has cut it off. */
  mend(): void {
    if (this.#isCut) this.#parts.way.mend();
    this.#isCut = false;
  }
}
