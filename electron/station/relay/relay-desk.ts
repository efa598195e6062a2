import { type JetStreamClient, type JsMsg, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import type { RelayState } from '../../../shared/relay.ts';
import type { RelayJoin } from '../../../shared/relay-join.ts';
import { type DeskConsumer, deskConsumers, ledgerStream } from '../../relay/names.ts';
import type { Intake } from '../intake/intake.ts';
import type { RelayRuns } from '../reach/relay-runs.ts';
import { within } from '../within.ts';
import { readConsumer } from './consumer-reader.ts';
import { readRun } from './read-run.ts';
import { RelayClock } from './relay-clock.ts';
import { RelayContact } from './relay-contact.ts';
import { flushed, keepLinked } from './relay-link.ts';
import type { Membership } from './relay-membership.ts';
import { problemOf } from './relay-problem.ts';
import { RelayStanding, type StandingParts } from './relay-standing.ts';
import { watchReaders } from './watch-readers.ts';

/** How long what is under way may still take when this desk is to read no more, in ms. */
const STOP_WITHIN_MS = 1_500;

export type RelayDeskParts = StandingParts & {
  /** What this desk was given to read with; null where it reads from no relay. */
  join: () => Membership | null;
  intake: Pick<Intake, 'submitRelayed'>;
  /** Nothing can be accepted at this moment. */
  isStuck: () => boolean;
  /** Hears of the times in which relays took messages, maybe not for the first time. */
  runs: Pick<RelayRuns, 'take'>;
  /** When the relay was last heard from, kept on disk by the name of this desk there. */
  contact: { of: (desk: string) => number | null; saw: (desk: string, at: number) => void };
  /** The relay took messages from then to then, in ms since 1970, that it had dropped before this desk came for them. */
  missed: (from: number, to: number) => void;
  /** Ms since this PC started, its sleep included. */
  sinceBoot: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** How often it is looked whether another PC reads as this desk, in ms, where not as usual. */
  lookEveryMs?: number;
  log: Logger;
};

/**
 * Reads what a relay keeps for this desk, over one connection that this desk opens: each message goes through the intake, and is
 * acknowledged once it is on disk. Whatever breaks meanwhile only has messages come again, which are repeats then.
 */
export class RelayDesk {
  readonly #parts: RelayDeskParts;
  readonly #standing: RelayStanding;
  #run = new AbortController();
  #ended: Promise<void> = Promise.resolve();
  #connection: NatsConnection | null = null;
  #contact: RelayContact | null = null;
  #clock: RelayClock;

  constructor(parts: RelayDeskParts) {
    this.#parts = parts;
    this.#standing = new RelayStanding(parts);
    this.#clock = new RelayClock(parts);
  }

  /** Reads by what was given now; in place of what was given before. */
  restart(): void {
    this.#run.abort();
    const join = this.#parts.join();
    const run = new AbortController();
    this.#run = run;
    this.#standing.begin(join);
    if (join === null) return;
    this.#clock = new RelayClock(this.#parts);
    this.#contact = this.#contactAs(`${join.brand}/${join.desk}`);
    if (join.seed === null) this.#standing.down('refused');
    else this.#ended = this.#ended.then(() => this.#read(join, run.signal));
  }

  state(): RelayState {
    return this.#standing.state();
  }

  /** Whether it is known how this PC's clock and the broker's stand to each other. */
  get isClockKnown(): boolean {
    return this.#clock.isKnown;
  }

  /** This PC woke from sleep: a connection of before may be dead without knowing it. */
  woke(): void {
    void this.#connection?.reconnect();
  }

  /** Fetches no more, and waits until what was fetched is stored and acknowledged, or given back. */
  async stop(): Promise<void> {
    this.#run.abort();
    this.#standing.stop();
    await within(STOP_WITHIN_MS, this.#ended);
  }

  #contactAs(desk: string): RelayContact {
    const { contact, now, missed } = this.#parts;
    return new RelayContact({ last: () => contact.of(desk), saw: (at) => contact.saw(desk, at), now, missed });
  }

  async #read(join: RelayJoin, signal: AbortSignal): Promise<void> {
    const { log, random } = this.#parts;
    await keepLinked({
      join,
      signal,
      random,
      up: (server) => {
        this.#standing.up(server);
        this.#contact?.heard();
        log.info('connected to the relay');
      },
      down: (problem) => {
        if (this.#standing.down(problem)) log.warn({ problem }, 'not connected to the relay');
      },
      read: async (connection, ending) => {
        this.#connection = connection;
        await this.#readAll(connection, join, ending);
        this.#connection = null;
      },
    });
  }

  async #readAll(connection: NatsConnection, { brand, desk, shops }: RelayJoin, signal: AbortSignal): Promise<void> {
    const js = jetstream(connection);
    const standing = this.#standing;
    const consumers = deskConsumers(brand, desk, shops);
    await Promise.all([
      ...consumers.slice(0, 1).map((consumer) => this.#watchReaders(js, consumer, signal)),
      ...consumers.map((consumer) => {
        const isLedger = consumer.stream === ledgerStream(brand);
        return readConsumer({
          js,
          consumer,
          arrived: () => flushed(connection),
          // When relays took messages is heard of, whatever becomes of the messages.
          isStuck: isLedger ? () => false : this.#parts.isStuck,
          take: (message) => (isLedger ? this.#takeRun(message) : this.#takeMessage(message)),
          waiting: (count) => {
            if (!isLedger && !signal.aborted) standing.waiting(consumer, count);
          },
          found: (days) => {
            standing.read(consumer, null);
            this.#contact?.keeps(days);
          },
          failed: (error) => {
            const problem = problemOf(error);
            if (problem !== null && standing.read(consumer, problem))
              this.#parts.log.warn({ err: error, ...consumer }, 'what the relay keeps could not be read');
          },
          signal,
        });
      }),
    ]);
  }

  #watchReaders(js: JetStreamClient, consumer: DeskConsumer, signal: AbortSignal): Promise<void> {
    const { lookEveryMs, log } = this.#parts;
    return watchReaders({
      js,
      consumer,
      shared: (isShared) => {
        if (this.#standing.shared(isShared) && isShared) log.warn('another PC reads from the relay as this desk');
      },
      lookEveryMs,
      signal,
    });
  }

  async #takeMessage(message: JsMsg): Promise<boolean> {
    const { data } = message;
    const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const relayedAt = brokerTime(message);
    try {
      const { httpStatus } = await this.#parts.intake.submitRelayed(body, relayedAt, this.#clock.here(relayedAt));
      if (httpStatus === 503) return false;
      this.#standing.took();
      this.#contact?.heard();
      return true;
    } catch (error) {
      this.#parts.log.error({ err: error }, 'a message of the relay failed as none may: it stays there');
      return false;
    }
  }

  async #takeRun(message: JsMsg): Promise<boolean> {
    const read = readRun(message);
    if (read === null) return true;
    this.#clock.heard(brokerTime(message));
    try {
      this.#parts.runs.take(read.relay, read.run, read.times);
      this.#contact?.heard();
      return true;
    } catch (error) {
      this.#parts.log.error({ err: error }, 'when a relay took messages could not be stored');
      return false;
    }
  }
}

/** When the broker had a message, in ms since 1970 by its clock. */
const brokerTime = ({ timestampNanos }: JsMsg): number => Number(timestampNanos / 1_000_000n);
