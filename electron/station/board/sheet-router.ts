import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { SheetStore } from '../store/sheet-store.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of the ledger of sheets work on. */
export type SheetRouterParts = {
  sheets: SheetStore;
  now: () => number;
};

/** The part of the contract that keeps the ledger of sheets; the router around it looks at who may. */
export function createSheetRouter({
  sheets,
  now,
  stored,
}: SheetRouterParts & {
  /** What a change of the ledger has come to; null when it could not be stored. */
  stored: <T>(store: () => T) => T | null;
}) {
  const os = implement({ sheets: contract.sheets }).$context<RouterContext>();

  return os.router({
    sheets: {
      begin: os.sheets.begin.handler(({ input: { checkInId, where, printer }, errors }) => {
        const result = stored(() => ({ begun: sheets.begin(checkInId, where, printer, now()) }));
        if (result === null) throw errors.SERVICE_UNAVAILABLE();
        if (result.begun === null) throw errors.NOT_FOUND();
        const { print, copy } = result.begun;
        return { print, copy };
      }),
      end: os.sheets.end.handler(({ input: { print, result, problem }, errors }) => {
        const ended = stored(() => ({ is: sheets.end(print, result, problem, now()) }));
        if (ended === null) throw errors.SERVICE_UNAVAILABLE();
        if (ended.is === null) throw errors.NOT_FOUND();
        return ended.is.sheet;
      }),
      ofCheckIn: os.sheets.ofCheckIn.handler(({ input: { id } }) => sheets.ofCheckIn(id)),
    },
  });
}
