import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { Sheets } from '../sheets.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of the ledger of sheets work on. */
export type SheetLedgerRouterParts = {
  sheets: Sheets;
};

/** The part of the contract that keeps the ledger of sheets; the router around it looks at who may. */
export function createSheetLedgerRouter({
  sheets,
  stored,
}: SheetLedgerRouterParts & {
  /** What a change of the ledger has come to; null when it could not be stored. */
  stored: <T>(store: () => T) => T | null;
}) {
  const os = implement({ sheets: contract.sheets }).$context<RouterContext>();

  return os.router({
    sheets: {
      begin: os.sheets.begin.handler(({ input: { checkInId, where, printer }, errors }) => {
        const result = stored(() => ({ begun: sheets.begin(checkInId, where, printer) }));
        if (result === null) throw errors.SERVICE_UNAVAILABLE();
        if (result.begun === null) throw errors.NOT_FOUND();
        const { print, copy } = result.begun;
        return { print, copy };
      }),
      end: os.sheets.end.handler(({ input: { print, result, problem }, errors }) => {
        const ended = stored(() => ({ sheet: sheets.end(print, result, problem) }));
        if (ended === null) throw errors.SERVICE_UNAVAILABLE();
        if (ended.sheet === null) throw errors.NOT_FOUND();
        return ended.sheet;
      }),
      ofCheckIn: os.sheets.ofCheckIn.handler(({ input: { id } }) => sheets.ofCheckIn(id)),
      catchUp: os.sheets.catchUp.handler(() => sheets.catchUp()),
      printMissing: os.sheets.printMissing.handler(({ input: { ids }, errors }) => {
        const isTaken = stored(() => sheets.printMissing(ids));
        if (isTaken === null) throw errors.SERVICE_UNAVAILABLE();
        if (!isTaken) throw errors.CONFLICT();
        return sheets.catchUp();
      }),
      dismissMissing: os.sheets.dismissMissing.handler(({ input: { ids }, errors }) => {
        const isDone = stored(() => {
          sheets.dismissMissing(ids);
          return true;
        });
        if (isDone === null) throw errors.SERVICE_UNAVAILABLE();
        return sheets.catchUp();
      }),
    },
  });
}
