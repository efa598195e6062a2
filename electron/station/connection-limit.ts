import type { Server, Socket } from 'node:net';

/**
 * What a connection has shown of itself: nothing yet; that it knows where to ask, which strangers do not; that it has
 * brought something genuine.
 */
export type Standing = 'stranger' | 'informed' | 'proven';

/**
 * Holds the connections of listeners to a number. Where it is reached, the newest gets in and an old one is ended, so
 * that whoever holds connections, however many and however slowly, keeps nobody else out. With room nobody is ended.
 */
export class ConnectionLimit {
  readonly #most: number;
  readonly #ended: () => void;
  /** In the order in which they came. */
  readonly #open = new Map<Socket, Standing>();

  /** `most` of all watched listeners together; `ended` is called for each connection that made room for another. */
  constructor(most: number, ended: () => void = () => {}) {
    this.#most = most;
    this.#ended = ended;
  }

  get size(): number {
    return this.#open.size;
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      if (this.#open.size >= this.#most) this.#makeRoom();
      this.#open.set(socket, 'stranger');
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  /** Notes what a connection has shown. What was shown once stays. */
  raise(socket: Socket, standing: Exclude<Standing, 'stranger'>): void {
    const before = this.#open.get(socket);
    if (before === undefined || before === 'proven') return;
    this.#open.set(socket, standing);
  }

  /** Counts a connection no longer: another one's limit holds it. */
  release(socket: Socket): void {
    this.#open.delete(socket);
  }

  /**
   * Ends the oldest of the strangers or of the informed, whichever are more: so neither who knows nothing nor who has
   * found out the path can have all places. Proven ones go when there are no others.
   */
  #makeRoom(): void {
    const counts = { stranger: 0, informed: 0, proven: 0 };
    for (const standing of this.#open.values()) counts[standing] += 1;
    const among =
      counts.stranger + counts.informed === 0 ? 'proven' : counts.stranger >= counts.informed ? 'stranger' : 'informed';
    for (const [socket, standing] of this.#open) {
      if (standing !== among) continue;
      this.#open.delete(socket);
      // A reset, not an orderly end: nothing of it is to linger in the system's tables.
      socket.resetAndDestroy();
      this.#ended();
      return;
    }
  }
}
