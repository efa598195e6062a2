import { Beats } from '../../../electron/relay/beats.ts';
import { Ledger } from '../../../electron/relay/ledger.ts';
import type { RelayRun } from '../../../electron/relay/names.ts';
import { RETRY_DELAYS_MS } from '../../../electron/simulator/schedule.ts';
import type { Span } from '../../../shared/span.ts';

/** How the broker is for a time: `deaf` keeps nothing and says nothing, `mute` keeps what it gets and says nothing. */
export type Weather = { kind: 'well' | 'slow' | 'down' | 'deaf' | 'mute' | 'full'; forMs: number };
/** What happens: the broker's weathers one after another, when the relay is killed and for how long, and when messages are made. */
export type Story = { weathers: Weather[]; kills: { at: number; forMs: number }[]; messages: number[] };
/** What came of it; `unacknowledged` are the moments of tries, and of beats. */
export type Played = { runs: RelayRun[]; dead: Span[]; lost: number[]; unacknowledged: number[]; endsAt: number };

const ACK_WITHIN_MS = 5_000;

/** By the clock that the test moves on. */
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays a relay and its broker by a virtual clock that the caller moves on: the ledger and its beats are the real ones. */
export class PlayedRelay {
  readonly #story: Story;
  readonly #began = Date.now();
  readonly #kept = new Map<string, RelayRun>();
  readonly #dead: Span[];
  readonly #unacknowledged: number[] = [];
  readonly #lost: number[] = [];
  #incarnation: { ledger: Ledger; beats: Beats; isDead: boolean } | null = null;
  #runs = 0;

  constructor(story: Story) {
    this.#story = story;
    this.#dead = story.kills.map(({ at, forMs }) => ({ from: this.#began + at, to: this.#began + at + forMs }));
    this.#start();
    for (const { at, forMs } of story.kills) {
      setTimeout(() => this.#kill(), at);
      setTimeout(() => this.#start(), at + forMs);
    }
    for (const at of story.messages) setTimeout(() => void this.#deliver(), at);
  }

  /** What the broker holds now, and what became of all that was sent. */
  played(): Played {
    this.#kill();
    return {
      runs: [...this.#kept.values()].sort((a, b) => a.from - b.from),
      dead: this.#dead,
      lost: this.#lost,
      unacknowledged: this.#unacknowledged,
      endsAt: Date.now(),
    };
  }

  #start(): void {
    if (this.#incarnation !== null) return;
    const parts = {
      takesMessages: async () => this.#weather() !== 'full',
      write: async (run: string, state: RelayRun) => {
        const beatAt = Date.now();
        let isKept = false;
        const keep = (): void => {
          isKept = true;
          this.#kept.set(run, state);
        };
        await this.#publish(own, keep).finally(() => {
          if (!isKept && !own.isDead) this.#unacknowledged.push(beatAt);
        });
      },
      newRun: () => `run-${++this.#runs}`,
      clock: { now: Date.now, elapsed: () => performance.now() },
    };
    const ledger = new Ledger(parts);
    const own = { ledger, beats: new Beats([ledger], () => performance.now()), isDead: false };
    this.#incarnation = own;
    own.beats.soon();
  }

  #kill(): void {
    const own = this.#incarnation;
    if (own === null) return;
    own.isDead = true;
    this.#incarnation = null;
    void own.beats.stop();
  }

  #weather(): Weather['kind'] {
    let left = Date.now() - this.#began;
    for (const { kind, forMs } of this.#story.weathers) {
      if (left < forMs) return kind;
      left -= forMs;
    }
    return 'well';
  }

  async #publish(from: { isDead: boolean }, keep: () => void): Promise<void> {
    const kind = this.#weather();
    if (kind === 'down' || from.isDead) throw new Error('no connection');
    if (kind !== 'deaf') keep();
    if (kind === 'slow') await wait(4_000);
    if (kind === 'deaf' || kind === 'mute') {
      await wait(ACK_WITHIN_MS);
      throw new Error('no answer in time');
    }
    // What is on its way ends with the relay.
    if (from.isDead) throw new Error('the relay was killed');
  }

  /** One message with all its tries, as AutoX3 makes them. */
  async #deliver(): Promise<void> {
    const madeAt = Date.now();
    for (const delay of [0, ...RETRY_DELAYS_MS]) {
      if (delay > 0) await wait(delay);
      if (await this.#try()) return;
    }
    this.#lost.push(madeAt);
  }

  async #try(): Promise<boolean> {
    const own = this.#incarnation;
    const triedAt = Date.now();
    let isKept = false;
    if (own !== null) {
      const settled = own.ledger.offered();
      isKept = await this.#take(own);
      settled(isKept);
    }
    if (!isKept) this.#unacknowledged.push(triedAt);
    return isKept;
  }

  #take(own: { isDead: boolean }): Promise<boolean> {
    if (this.#weather() === 'full') return Promise.resolve(false);
    return this.#publish(own, () => {}).then(
      () => true,
      () => false,
    );
  }
}
