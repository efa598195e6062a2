import { randomUUID } from 'node:crypto';
import type { Random } from '../../../electron/simulator/random.ts';
import { sha256 } from '../../../electron/station/intake/judge.ts';
import { signedCheckIn } from '../../support/messages.ts';

/** A check-in that was sent, each for a service order and with a plate of its own. */
export type Sent = { msgId: string; serviceOrder: string; plate: string; rawSha256: string; body: Buffer };

/** Messages that may be sent again: enough that a repeat can meet its message under way. */
const RECENT = 200;

/** What a sender remembers: which messages it made, and which of them were acknowledged. */
export class Ledger {
  /** By msgId, without the bodies: a long soak sends hundreds of thousands. */
  readonly acknowledged = new Map<string, Omit<Sent, 'body'>>();
  readonly unacknowledged = new Map<string, Sent>();
  readonly #random: Random;
  #recent: Sent[] = [];
  #made = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A new check-in; `filler` makes it larger by so many bytes. */
  make(filler = 0): Sent {
    const number = 10_000_000 + this.#made++;
    const plate = `KL${number}`;
    const { msgId, body } = signedCheckIn({
      receiveBaseId: number,
      plate,
      msgId: randomUUID(),
      ...(filler === 0 ? {} : { content: { filler: 'x'.repeat(filler) } }),
    });
    const rawSha256 = sha256(body).toString('hex').toUpperCase();
    const sent = { msgId, serviceOrder: String(number), plate, rawSha256, body };
    this.unacknowledged.set(msgId, sent);
    this.#recent.push(sent);
    if (this.#recent.length > RECENT) this.#recent = this.#recent.slice(-RECENT / 2);
    return sent;
  }

  /** A new check-in or, now and then, one that was sent before or is under way. */
  next(): Sent {
    const old = this.#random.chance(0.15) ? this.#recent[this.#random.integer(0, this.#recent.length - 1)] : undefined;
    return old ?? this.make();
  }

  acknowledge({ body: _body, ...sent }: Sent): void {
    this.unacknowledged.delete(sent.msgId);
    this.acknowledged.set(sent.msgId, sent);
  }
}
