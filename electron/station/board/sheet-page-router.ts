import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { LanState } from '../../../shared/lan.ts';
import type { LogoProblem } from '../../../shared/sheet-page.ts';
import type { SheetLogo } from '../../../shared/sheet-settings.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of the sheet work on. */
export type SheetPageRouterParts = {
  lan: () => LanState;
  /** Stores a picture; throws when it cannot. */
  keepLogo: (original: Buffer) => Promise<SheetLogo | LogoProblem>;
};

/** The part of the contract that the sheet needs; the router around it looks at who may. */
export function createSheetPageRouter({
  lan,
  keepLogo,
  notStored,
}: SheetPageRouterParts & {
  /** Storing a logo failed. */
  notStored: (error: unknown) => void;
}) {
  const os = implement({ sheet: contract.sheet }).$context<RouterContext>();
  return os.router({
    sheet: {
      boardAddress: os.sheet.boardAddress.handler(() => {
        const reached = lan().addresses.find(({ problem }) => problem === null);
        return { address: reached?.address ?? null };
      }),
      keepLogo: os.sheet.keepLogo.handler(async ({ input: { base64 }, errors }) => {
        const kept = await keepLogo(Buffer.from(base64, 'base64')).catch((error: unknown) => {
          notStored(error);
          throw errors.SERVICE_UNAVAILABLE();
        });
        if (typeof kept === 'string') throw errors.BAD_REQUEST({ data: { problem: kept } });
        return kept;
      }),
    },
  });
}
