import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Obstruction } from './publisher.ts';

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Why nothing of a request was kept, whatever the broker does; `too-many` waited to be judged. */
export type Refusal = 'too-many' | 'too-many-unverified' | 'too-large' | 'incomplete';

/** What became of the messages of a brand. */
export type BrandCounts = {
  accepted: () => void;
  repeat: () => void;
  unverified: () => void;
  /** Of a shop that no desk has. */
  unserved: () => void;
  failed: (why: Obstruction) => void;
  acknowledgedAfter: (seconds: number) => void;
};

/** The figures of a relay in Prometheus' form. Those of the broker are set by whoever asks it. */
export class RelayMetrics {
  readonly #registry = new Registry();
  readonly #messages = this.#counter('messages_total', 'Messages by what became of them', ['brand', 'outcome']);
  readonly #refused = this.#counter('refused_total', 'Requests that were refused and not kept', ['reason']);
  readonly #failures = this.#counter('publish_failures_total', 'Messages that the broker did not acknowledge', [
    'brand',
    'reason',
  ]);
  readonly #unserved = this.#counter('unserved_total', 'Verified messages of a shop that no desk has', ['brand']);
  readonly #notFound = this.#counter('not_found_total', 'Requests to no callback address', []);
  readonly #acknowledged = new Histogram({
    name: 'forecourt_relay_acknowledged_seconds',
    help: 'From publishing a message to the acknowledgement of the broker',
    labelNames: ['brand'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly taking = this.#gauge('taking', 'Whether messages are being acknowledged', ['brand']);
  readonly waiting = this.#gauge('waiting_messages', 'Messages that have no answer yet', ['brand']);
  readonly streamBytes = this.#gauge('stream_bytes', 'What a stream holds', ['brand', 'stream']);
  readonly streamMaxBytes = this.#gauge('stream_max_bytes', 'What a stream may hold', ['brand', 'stream']);
  readonly streamMessages = this.#gauge('stream_messages', 'How many messages a stream holds', ['brand', 'stream']);
  readonly backlog = this.#gauge('backlog_messages', 'Messages that a desk has not been given yet', ['brand', 'desk']);
  readonly unacknowledged = this.#gauge('unacknowledged_messages', 'Messages that a desk has not acknowledged yet', [
    'brand',
    'desk',
  ]);

  constructor() {
    for (const reason of ['too-many', 'too-many-unverified', 'too-large', 'incomplete'] satisfies Refusal[])
      this.#refused.inc({ reason }, 0);
  }

  refused(reason: Refusal): void {
    this.#refused.inc({ reason });
  }

  notFound(): void {
    this.#notFound.inc();
  }

  /** The counts of one brand, each of which is there from the beginning. */
  of(brand: string): BrandCounts {
    const [accepted, repeat, unverified] = ['accepted', 'repeat', 'unverified'].map((outcome) =>
      this.#messages.labels(brand, outcome),
    );
    const acknowledged = this.#acknowledged.labels(brand);
    this.#unserved.inc({ brand }, 0);
    for (const why of ['no-broker', 'no-answer', 'crowded', 'full', 'refused'] satisfies Obstruction[])
      this.#failures.inc({ brand, reason: why }, 0);
    return {
      accepted: () => accepted?.inc(),
      repeat: () => repeat?.inc(),
      unverified: () => unverified?.inc(),
      unserved: () => this.#unserved.inc({ brand }),
      failed: (reason) => this.#failures.inc({ brand, reason }),
      acknowledgedAfter: (seconds) => acknowledged.observe(seconds),
    };
  }

  /** Takes back what the broker said the last time: what it does not say now is not known. */
  forgetBroker(): void {
    for (const gauge of [this.streamBytes, this.streamMaxBytes, this.streamMessages, this.backlog, this.unacknowledged])
      gauge.reset();
  }

  /** All figures as text, and the type of that text. */
  async text(): Promise<{ type: string; body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `forecourt_relay_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name: `forecourt_relay_${name}`, help, labelNames, registers: [this.#registry] });
  }
}
