import { randomUUID } from 'node:crypto';

/** What a message port carries: data, and the ids of the port ends that move with it. */
export type PortMessage = { data: unknown; ports: string[] };

/** Where the messages for an end go: this process, a utility process, or a page. */
export type PortSink = { message(message: PortMessage): void; closed(): void };

/** What a holder of an end can do with it. */
export type PortLink = {
  start(id: string, sink: PortSink): void;
  post(id: string, message: PortMessage): void;
  close(id: string): void;
};

type End = { peer: string; sink: PortSink | null; waiting: PortMessage[]; peerClosed: boolean };

/**
 * All message channels of the app. Each end is known by an id, wherever it is; what comes for an end that nobody listens
 * at, since it has not been started or is on its way to another process, waits here.
 */
export class PortHub implements PortLink {
  readonly #ends = new Map<string, End>();

  /** A new channel: the ids of its two ends. */
  open(): [string, string] {
    const [one, other] = [randomUUID(), randomUUID()];
    this.adopt(one, other);
    return [one, other];
  }

  /** A channel whose ids were made elsewhere, by a page that transfers a port of its own. */
  adopt(one: string, other: string): void {
    this.#ends.set(one, { peer: other, sink: null, waiting: [], peerClosed: false });
    this.#ends.set(other, { peer: one, sink: null, waiting: [], peerClosed: false });
  }

  start(id: string, sink: PortSink): void {
    const end = this.#ends.get(id);
    if (end === undefined) {
      sink.closed();
      return;
    }
    end.sink = sink;
    for (const message of end.waiting.splice(0)) sink.message(message);
    if (end.peerClosed) this.#finish(id, end);
  }

  post(id: string, message: PortMessage): void {
    const peer = this.#peerOf(id);
    if (peer === undefined) return;
    if (peer.sink === null) peer.waiting.push(message);
    else peer.sink.message(message);
  }

  /** Closes an end: the other one is told after all that was sent before. */
  close(id: string): void {
    const end = this.#ends.get(id);
    const peer = this.#peerOf(id);
    this.#ends.delete(id);
    if (end === undefined || peer === undefined) return;
    peer.peerClosed = true;
    if (peer.sink !== null) this.#finish(end.peer, peer);
  }

  #finish(id: string, end: End): void {
    this.#ends.delete(id);
    end.sink?.closed();
  }

  #peerOf(id: string): End | undefined {
    const end = this.#ends.get(id);
    return end === undefined ? undefined : this.#ends.get(end.peer);
  }
}

/** The hub of this app. */
export const hub = new PortHub();
