import { ANSWERS, type Answer } from '../station/intake/answers.ts';
import { JudgingQueues } from '../station/intake/judging-queues.ts';
import type { ReceiverIntake } from '../station/receiver/receiver.ts';
import type { BrandIntake } from './brand-intake.ts';
import type { Refusal, RelayMetrics } from './metrics.ts';

/** Takes what came by the callback paths of all brands, each body in its turn. */
export class RelayIntake implements ReceiverIntake {
  readonly #brands: ReadonlyMap<string, BrandIntake>;
  readonly #metrics: Pick<RelayMetrics, 'refused'>;
  readonly #turns: JudgingQueues;

  /** `brands` by their whole paths; `elapsed` is ms on a monotonic clock. */
  constructor(brands: ReadonlyMap<string, BrandIntake>, metrics: Pick<RelayMetrics, 'refused'>, elapsed: () => number) {
    this.#brands = brands;
    this.#metrics = metrics;
    this.#turns = new JudgingQueues(elapsed);
  }

  somebodyCame(): void {
    this.#turns.disturb();
  }

  async submit(body: Uint8Array, path: string | null): Promise<Answer> {
    const brand = this.#brands.get(path ?? '');
    if (brand === undefined) return ANSWERS.notStored;
    const settled = brand.offered();
    let isKept = false;
    try {
      const answer = await this.#judged(body, brand);
      isKept = answer !== null && answer !== ANSWERS.notStored;
      return answer ?? this.#refuse('too-many', ANSWERS.tooMany);
    } finally {
      settled(isKept);
    }
  }

  async refuseTooLarge(): Promise<Answer> {
    return this.#refuse('too-large', ANSWERS.tooLarge);
  }

  async refuseIncomplete(): Promise<Answer> {
    return this.#refuse('incomplete', ANSWERS.shape);
  }

  /** Refuses what is not judged yet. */
  stop(): void {
    this.#turns.stop();
  }

  /** Null where too much waited for it to be judged: nobody knows what it was. */
  #judged(body: Uint8Array, brand: BrandIntake): Promise<Answer | null> {
    return new Promise((resolve) => {
      this.#turns.take({
        bytes: body.length,
        judge: () => resolve(brand.take(body)),
        refuse: () => resolve(null),
      });
    });
  }

  #refuse(reason: Refusal, answer: Answer): Answer {
    this.#metrics.refused(reason);
    return answer;
  }
}
