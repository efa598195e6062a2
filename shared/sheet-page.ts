import { z } from 'zod';
import { notStored, oc } from './procedure.ts';
import { SheetLogo } from './sheet-settings.ts';

/** The largest file of a logo, in bytes. */
export const LOGO_BYTES = 2_000_000;
/** As Base64, which its procedure takes. */
export const LOGO_BASE64_LENGTH = Math.ceil(LOGO_BYTES / 3) * 4;

/** Why a file cannot be the logo. */
export const LogoProblem = z.enum(['not-an-image', 'too-many-pixels']);
export type LogoProblem = z.infer<typeof LogoProblem>;

/** What the sheet of a check-in needs of the station beside the check-in itself. */
export const sheetPageContract = {
  /** Where other devices reach the board, for the code on a sheet; null while only this PC does. */
  boardAddress: oc.meta({ role: 'desk' }).output(z.object({ address: z.string().nullable() })),
  /** Keeps a picture for the head of the sheet; the settings then name it. */
  keepLogo: oc
    .input(z.object({ base64: z.base64().max(LOGO_BASE64_LENGTH) }))
    .errors({
      ...notStored,
      BAD_REQUEST: { message: 'This cannot be the logo', data: z.object({ problem: LogoProblem }) },
    })
    .output(SheetLogo),
};
