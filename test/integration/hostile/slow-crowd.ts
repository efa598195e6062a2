import { connect, type Socket } from 'node:net';

/** A connection that is held open for nothing. `lastedMs` is how long the station bore with it; null while it still does. */
type Held = { kind: Kind; socket: Socket; openedAt: number; lastedMs: number | null; send: Buffer; sent: number };

/** Ways to hold a connection: a byte now and then of the headers, or of the body; no byte ever; half a request and a closed side. */
export const KINDS = ['slow headers', 'slow body', 'idle', 'half-open'] as const;
type Kind = (typeof KINDS)[number];

const COUNTS: Record<Kind, number> = { 'slow headers': 60, 'slow body': 60, idle: 500, 'half-open': 100 };
const BYTE_EVERY_MS = 500;

/** Hundreds of connections that never come to an end by themselves; none closes its side, whatever the station does. */
export class SlowCrowd {
  readonly #held: Held[];
  readonly #dribble: NodeJS.Timeout;

  constructor(port: number, path: string) {
    const request = Buffer.from(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"content":{}}`);
    const headersEnd = request.indexOf('\r\n\r\n');
    this.#held = KINDS.flatMap((kind) =>
      Array.from({ length: COUNTS[kind] }, () => {
        const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
        const held: Held = { kind, socket, openedAt: performance.now(), lastedMs: null, send: request, sent: 0 };
        const over = (): void => {
          held.lastedMs ??= performance.now() - held.openedAt;
        };
        socket.on('error', over).on('close', over).on('end', over).resume();
        if (kind === 'slow headers') held.sent = 10;
        if (kind === 'slow body') held.sent = headersEnd + 6;
        if (kind === 'half-open') held.sent = headersEnd + 10;
        if (held.sent > 0) socket.write(request.subarray(0, held.sent));
        if (kind === 'half-open') socket.end();
        return held;
      }),
    );
    this.#dribble = setInterval(() => {
      for (const held of this.#held) {
        if (!held.kind.startsWith('slow') || held.lastedMs !== null || held.sent >= held.send.length) continue;
        held.socket.write(held.send.subarray(held.sent, held.sent + 1));
        held.sent += 1;
      }
    }, BYTE_EVERY_MS);
  }

  /** How many the station still holds. */
  get left(): number {
    return this.#held.filter(({ lastedMs }) => lastedMs === null).length;
  }

  /** The longest that the station bore with one of a kind, in ms. */
  longest(kind: Kind): number {
    return Math.max(...this.#held.filter((held) => held.kind === kind).map(({ lastedMs }) => lastedMs ?? Infinity));
  }

  leave(): void {
    clearInterval(this.#dribble);
    for (const { socket } of this.#held) socket.destroy();
  }
}
