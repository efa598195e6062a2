import { createInbox, headers, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';

/** How long the broker has for its acknowledgement, in ms. */
export const ACK_WITHIN_MS = 5_000;
/** For so long what had no answer may still lie in the socket, in ms: a connection that is silent is given up before. */
const MAY_LIE_MS = 60_000;
/** What may be on its way to the broker, in bytes of bodies: more would only wait in memory. */
const MOST_BYTES = 64 * 1_048_576;
const LOOK_EVERY_MS = 250;

/** Why a message was not acknowledged: `full` and `refused` are the broker's word, the rest is this side's. */
export type Obstruction = 'no-broker' | 'no-answer' | 'crowded' | 'full' | 'refused';

/** What was published may be stored all the same; nobody may rely on it. */
export class NotAcknowledged extends Error {
  readonly why: Obstruction;

  constructor(why: Obstruction, detail: string) {
    super(detail);
    this.why = why;
  }
}

/** A message for a stream; by `id` the broker knows it again, and keeps it once. */
export type Outgoing = { stream: string; subject: string; body: Uint8Array; id: string | null };

/** The stream holds the message; `isKnown` where it did before. */
export type Acknowledged = { isKnown: boolean };

type Waiting = Outgoing & {
  since: number;
  /** Null once it has waited for too long: its bytes count on. */
  settle: { resolve: (acknowledged: Acknowledged) => void; reject: (error: NotAcknowledged) => void } | null;
};

/**
 * Publishes to streams over one connection, as many messages at once as wait. The client's own way makes a timer and a trace for
 * each message, which cost more than the message itself.
 */
export class Publisher {
  readonly #connection: NatsConnection;
  readonly #elapsed: () => number;
  readonly #inbox: string;
  readonly #answers: Subscription;
  readonly #look: NodeJS.Timeout;
  /** By the end of the subject of its answer, the oldest first. */
  readonly #waiting = new Map<string, Waiting>();
  /** Those of them that are to be sent in this turn. */
  #unsent: string[] = [];
  #bytes = 0;
  #next = 0;

  /** `elapsed` is ms on a monotonic clock. */
  constructor(connection: NatsConnection, elapsed: () => number) {
    this.#connection = connection;
    this.#elapsed = elapsed;
    this.#inbox = createInbox();
    this.#answers = connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#answered(message);
      },
    });
    this.#look = setInterval(() => this.#giveUpLate(), LOOK_EVERY_MS);
  }

  /** Resolves once the stream holds the message for certain. Rejects with {@link NotAcknowledged}. */
  publish({ stream, subject, body, id }: Outgoing): Promise<Acknowledged> {
    return new Promise((resolve, reject) => {
      if (this.#bytes + body.length > MOST_BYTES) {
        reject(new NotAcknowledged('crowded', 'too much waits for the broker'));
        return;
      }
      this.#bytes += body.length;
      const token = (this.#next++).toString(36);
      const settle = { resolve, reject };
      this.#waiting.set(token, { stream, subject, body, id, since: this.#elapsed(), settle });
      this.#unsent.push(token);
      if (this.#unsent.length === 1) setImmediate(() => this.#send());
    });
  }

  /** The connection is lost, and with it the answers to all that was published over it. */
  connectionLost(): void {
    for (const { settle } of this.#waiting.values())
      settle?.reject(new NotAcknowledged('no-broker', 'the connection was lost'));
    this.#waiting.clear();
    this.#bytes = 0;
  }

  stop(): void {
    clearInterval(this.#look);
    this.#answers.unsubscribe();
    this.connectionLost();
  }

  /** What came in one turn of the event loop goes in one piece: to write it costs as much for one message as for many. */
  #send(): void {
    for (const token of this.#unsent.splice(0)) {
      const waiting = this.#waiting.get(token);
      if (waiting === undefined) continue;
      const { subject, body, id, settle } = waiting;
      const options = { reply: `${this.#inbox}.${token}` };
      try {
        this.#connection.publish(subject, body, id === null ? options : { ...options, headers: knownBy(id) });
      } catch (error) {
        this.#forget(token, waiting);
        settle?.reject(new NotAcknowledged('no-broker', String(error)));
      }
    }
  }

  #answered(message: Msg): void {
    const token = message.subject.slice(this.#inbox.length + 1);
    const waiting = this.#waiting.get(token);
    if (waiting === undefined) return;
    this.#forget(token, waiting);
    const answer = readAnswer(message, waiting.stream);
    if (answer instanceof NotAcknowledged) waiting.settle?.reject(answer);
    else waiting.settle?.resolve(answer);
  }

  #giveUpLate(): void {
    const now = this.#elapsed();
    for (const [token, waiting] of this.#waiting) {
      if (now - waiting.since < ACK_WITHIN_MS) return;
      waiting.settle?.reject(new NotAcknowledged('no-answer', 'the broker did not answer in time'));
      waiting.settle = null;
      if (now - waiting.since >= MAY_LIE_MS) this.#forget(token, waiting);
    }
  }

  #forget(token: string, { body }: Waiting): void {
    this.#waiting.delete(token);
    this.#bytes -= body.length;
  }
}

function knownBy(id: string) {
  const made = headers();
  made.set('Nats-Msg-Id', id);
  return made;
}

/** https://docs.nats.io/reference/reference-protocols/nats_api_reference#error-response and the acknowledgement of a publish. */
function readAnswer(message: Msg, stream: string): Acknowledged | NotAcknowledged {
  if (message.headers?.code === 503) return new NotAcknowledged('no-broker', 'no stream takes messages');
  let answer: { stream?: unknown; seq?: unknown; duplicate?: unknown; error?: { description?: unknown } };
  try {
    answer = JSON.parse(message.string());
  } catch {
    return new NotAcknowledged('refused', 'the answer is no JSON');
  }
  const { error } = answer;
  if (error !== undefined) {
    const description = String(error.description);
    const isFull = /^(maximum (bytes|messages) exceeded|insufficient (storage )?resources)/.test(description);
    return new NotAcknowledged(isFull ? 'full' : 'refused', description);
  }
  // One that is known by its id, and that the stream does not hold yet, has the number 0: it may never be held.
  if (answer.stream !== stream || !(typeof answer.seq === 'number' && answer.seq > 0))
    return new NotAcknowledged('refused', 'the answer names no message of the stream');
  return { isKnown: answer.duplicate === true };
}
