import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { MAX_BODY_BYTES } from '../station/autox3/envelope.ts';
import { pause } from '../station/pause.ts';
import { type BrokerAccess, connectToBroker } from './connect.ts';
import { type Acknowledged, NotAcknowledged, type Outgoing, Publisher } from './publisher.ts';
import type { RareLog } from './rare-log.ts';

/** How soon what failed is tried again, in ms. */
const AGAIN_MS = 1_000;
const CONNECT_WITHIN_MS = 5_000;
/** What a message takes beside its body: subject and headers. */
const BESIDE_BYTES = 1_024;

/** What a connection to the broker works with. */
export type BrokerParts = {
  access: BrokerAccess;
  /** Makes what the broker has to hold, whenever it is reached. Rejects where it could not: it is tried again. */
  makeReady: (manager: JetStreamManager) => Promise<void>;
  /** Called when the connection is lost. */
  lost: () => void;
  log: RareLog;
  /** Ms on a monotonic clock. */
  elapsed: () => number;
};

type Link = { manager: JetStreamManager; publisher: Publisher };

/** The broker, as far as it can be reached: it is connected to for as long as the relay runs, whatever happens to it. */
export class Broker {
  readonly #parts: BrokerParts;
  readonly #stopping = new AbortController();
  #ended: Promise<void> | null = null;
  #link: Link | null = null;

  constructor(parts: BrokerParts) {
    this.#parts = parts;
  }

  /** Connects, and goes on trying; the first thing that is called. */
  start(): void {
    this.#ended = this.#keepConnected(this.#stopping.signal);
  }

  /** Asks the broker about its streams; null while it cannot be reached. */
  get manager(): JetStreamManager | null {
    return this.#link?.manager ?? null;
  }

  /** Resolves once the stream holds the message for certain. Rejects with {@link NotAcknowledged}. */
  publish(message: Outgoing): Promise<Acknowledged> {
    if (this.#link === null) return Promise.reject(new NotAcknowledged('no-broker', 'there is no connection'));
    return this.#link.publisher.publish(message);
  }

  /** Ends the connection; what waits for an acknowledgement has none. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #keepConnected(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const connection = await connectToBroker(this.#parts.access, { timeout: CONNECT_WITHIN_MS });
        await this.#serve(connection, signal);
      } catch (error) {
        this.#tell('the broker cannot be reached, and is tried again', error);
      }
      await pause(AGAIN_MS, signal);
    }
  }

  /** Until the connection ends for good, which without being asked to it does not. */
  async #serve(connection: NatsConnection, signal: AbortSignal): Promise<void> {
    const { elapsed } = this.#parts;
    const end = () => void connection.close();
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    const publisher = new Publisher(connection, elapsed);
    let preparing = new AbortController();
    const prepare = (): void => {
      preparing.abort();
      preparing = new AbortController();
      void this.#prepare(connection, publisher, preparing.signal);
    };
    try {
      prepare();
      for await (const { type } of connection.status()) {
        if (type === 'disconnect') {
          this.#parts.log.warn('the connection to the broker is lost', {});
          preparing.abort();
          this.#link = null;
          publisher.connectionLost();
          this.#parts.lost();
        } else if (type === 'reconnect') {
          // It may be another server, or one that has lost its streams.
          prepare();
        }
      }
    } finally {
      signal.removeEventListener('abort', end);
      preparing.abort();
      this.#link = null;
      publisher.stop();
      await connection.close();
    }
  }

  async #prepare(connection: NatsConnection, publisher: Publisher, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const manager = await jetstreamManager(connection);
        takesWholeMessages(connection);
        if (signal.aborted) return;
        // A stream that is not there yet acknowledges nothing.
        this.#link = { manager, publisher };
        await this.#parts.makeReady(manager);
        return;
      } catch (error) {
        if (!signal.aborted) this.#tell('the streams are not ready, and are tried again', error);
      }
      await pause(AGAIN_MS, signal);
    }
  }

  #tell(sentence: string, error: unknown): void {
    this.#parts.log.warn(sentence, { reason: error instanceof Error ? error.message : String(error) });
  }
}

/** A broker that takes most messages would lose the largest ones, each time. */
function takesWholeMessages({ info }: NatsConnection): void {
  const most = info?.max_payload ?? 0;
  const needed = MAX_BODY_BYTES + BESIDE_BYTES;
  if (most < needed)
    throw new Error(`max_payload of the broker is ${most} bytes, and has to be ${needed} at least: set it to 2MB`);
}
