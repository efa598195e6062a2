import { randomBytes } from 'node:crypto';
import type { Broker } from './broker.ts';
import { Ledger } from './ledger.ts';
import { ledgerStream, ledgerSubject, messageStream } from './names.ts';

/** The room that a stream has to have for a message that is larger than usual, in bytes. */
const ROOM_BYTES = 65_536;

/** What the ledger of a brand is made of; `clock.now` is ms since 1970, `clock.elapsed` ms on a monotonic clock. */
export type BrandLedgerParts = {
  brand: string;
  relay: string;
  broker: Pick<Broker, 'manager' | 'publish'>;
  clock: { now: () => number; elapsed: () => number };
};

/** The ledger of one brand at one relay, in the broker's stream for it. */
export function ledgerOf({ brand, relay, broker, clock }: BrandLedgerParts): Ledger {
  return new Ledger({
    takesMessages: async () => {
      if (broker.manager === null) return false;
      const { config, state } = await broker.manager.streams.info(messageStream(brand));
      return state.bytes + ROOM_BYTES <= config.max_bytes;
    },
    write: (run, state) =>
      broker.publish({
        stream: ledgerStream(brand),
        subject: ledgerSubject(brand, relay, run),
        body: Buffer.from(JSON.stringify(state)),
        id: null,
      }),
    // Relays that are copies of one another bear one name.
    newRun: () => randomBytes(8).toString('hex'),
    clock,
  });
}
