import type { BackupProblem, BackupWork } from '../../../shared/backup.ts';
import { problemOf } from './backup-problem.ts';

/** How often long work is told to the boards, in ms. */
const TELL_EVERY_MS = 400;

/** The one piece of long work on the data at a time: a backup, a check or a restore, with its progress and its end. */
export class DataWork {
  #work: BackupWork | null = null;
  #ending: AbortController | null = null;
  #done: Promise<unknown> = Promise.resolve();
  #toldAt = 0;
  readonly #elapsed: () => number;
  readonly #changed: () => void;

  constructor(elapsed: () => number, changed: () => void) {
    this.#elapsed = elapsed;
    this.#changed = changed;
  }

  get present(): BackupWork | null {
    return this.#work;
  }

  /** Begins, unless something is at work already. `ended` is told why it failed, null when it did not. */
  begin(
    what: BackupWork['what'],
    work: (progress: (step: BackupWork['step'], share: number) => void, signal: AbortSignal) => Promise<void>,
    ended: (problem: BackupProblem | null, error: unknown) => void,
  ): boolean {
    if (this.#work !== null) return false;
    this.#work = { what, step: 'database', share: 0 };
    const ending = new AbortController();
    this.#ending = ending;
    this.#changed();
    const progress = (step: BackupWork['step'], share: number): void => {
      const isNewStep = this.#work?.step !== step;
      this.#work = { what, step, share: Math.min(1, Math.max(0, share)) };
      if (!isNewStep && this.#elapsed() - this.#toldAt < TELL_EVERY_MS) return;
      this.#toldAt = this.#elapsed();
      this.#changed();
    };
    const end = (problem: BackupProblem | null, error: unknown): void => {
      this.#work = null;
      this.#ending = null;
      ended(problem, error);
      this.#changed();
    };
    this.#done = work(progress, ending.signal).then(
      () => end(null, null),
      (error: unknown) => end(ending.signal.aborted ? 'cancelled' : problemOf(error), error),
    );
    return true;
  }

  cancel(): void {
    this.#ending?.abort();
  }

  /** Breaks off, and waits until nothing is touched any more. */
  async stop(): Promise<void> {
    this.cancel();
    await this.#done;
  }
}
