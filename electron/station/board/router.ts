import { implement, withEventMeta } from '@orpc/server';
import type { Card } from '../../../shared/check-in.ts';
import { contract, type Status } from '../../../shared/contract.ts';
import { storageTrouble } from '../store/database.ts';
import type { StationReader } from '../store/reader.ts';
import type { MoveResult, StationWriter } from '../store/writer.ts';
import type { Hub } from './hub.ts';

/** What the procedures of the contract work on. */
export type RouterParts = {
  reader: StationReader;
  writer: Pick<StationWriter, 'move'>;
  hub: Hub;
  status: () => Status;
  now: () => number;
  /** Storing a move failed for this reason. */
  storageFailed: (reason: 'storage-full' | 'storage-failed') => void;
};

const cursorOf = (cursor: string | undefined): number | undefined =>
  cursor === undefined ? undefined : Number(cursor);

/** The contract, implemented once; the board's page and the REST API are served by this same router. */
export function createRouter({ reader, writer, hub, status, now, storageFailed }: RouterParts) {
  const os = implement(contract);

  /** A move that cannot be stored, because the disk is full say, is an answer, not a crash. */
  function tryMove(...move: Parameters<StationWriter['move']>): MoveResult | { type: 'not-stored' } {
    try {
      return writer.move(...move);
    } catch (error) {
      storageFailed(storageTrouble(error));
      return { type: 'not-stored' };
    }
  }

  return os.router({
    health: os.health.handler(() => ({ ok: true as const })),
    status: os.status.handler(() => status()),
    checkIns: {
      list: os.checkIns.list.handler(({ input: { from, to, cursor, ...filter } }) => {
        const page = reader.checkIns({
          ...filter,
          from: from === undefined ? undefined : Date.parse(from),
          to: to === undefined ? undefined : Date.parse(to),
          before: cursorOf(cursor),
        });
        return { items: page.items, nextCursor: page.next?.toString() ?? null };
      }),
      get: os.checkIns.get.handler(({ input: { id }, errors }) => {
        const checkIn = reader.checkIn(id);
        if (checkIn === null) throw errors.NOT_FOUND();
        return checkIn;
      }),
      byServiceOrder: os.checkIns.byServiceOrder.handler(({ input: { receiveBaseId }, errors }) => {
        const checkIn = reader.checkInOfServiceOrder(receiveBaseId);
        if (checkIn === null) throw errors.NOT_FOUND();
        return checkIn;
      }),
      move: os.checkIns.move.handler(({ input: { id, from, to }, errors }): Card => {
        const result = tryMove(id, from, to, now());
        if (result.type === 'not-stored') throw errors.SERVICE_UNAVAILABLE();
        if (result.type === 'conflict') throw errors.CONFLICT({ data: { lane: result.lane } });
        const card = result.type === 'not-found' ? null : reader.card(id);
        if (card === null) throw errors.NOT_FOUND();
        if (result.type === 'moved') hub.publish([{ type: 'card', id, cause: 'moved' }]);
        return card;
      }),
    },
    deliveries: {
      list: os.deliveries.list.handler(({ input: { outcome, limit, cursor } }) => {
        const page = reader.deliveries({ outcome, limit, before: cursorOf(cursor) });
        return { items: page.items, nextCursor: page.next?.toString() ?? null };
      }),
    },
    board: {
      watch: os.board.watch.handler(async function* ({ signal, lastEventId }) {
        const events = hub.watch(lastEventId, signal ?? new AbortController().signal);
        for await (const { id, event } of events) yield withEventMeta(event, { id });
      }),
    },
  });
}

/** The router's type, for the handlers that serve it. */
export type StationRouter = ReturnType<typeof createRouter>;
