import { z } from 'zod';
import { Id, notFound, notStored, oc } from './procedure.ts';

/** Where a sheet comes out: of a browser's own print dialog, of a printer of the station's PC, or in a PDF file. */
export const SheetPlace = z.enum(['browser', 'printer', 'pdf']);
export type SheetPlace = z.infer<typeof SheetPlace>;

/** What became of a sheet, as far as whoever printed it can tell; `handed-over` is to a dialog that says no more. */
export const SheetEnd = z.enum(['printed', 'handed-over', 'failed', 'cancelled']);
export type SheetEnd = z.infer<typeof SheetEnd>;

/** `unknown` was under way when the station ended: it may be on paper. */
export const SheetResult = z.enum([...SheetEnd.options, 'unknown']);
export type SheetResult = z.infer<typeof SheetResult>;

/** Why a sheet failed. */
export const SheetProblem = z.enum([
  /** The page of the sheet could not be drawn. */
  'page-failed',
  /** The printer, or the system's part of it, did not take it. */
  'printer-failed',
  /** The chosen printer is not there, or none is chosen. */
  'no-printer',
  'timed-out',
  /** The file could not be written. */
  'not-saved',
]);
export type SheetProblem = z.infer<typeof SheetProblem>;

/** The name of a printer as its system says it: shown, never trusted. */
const PrinterName = z.string().max(300);

/** A sheet in the ledger. Its `result` is null while it is under way. */
export const Sheet = z.object({
  print: z.string(),
  copy: z.number().int().describe('how many-th sheet of its check-in'),
  where: SheetPlace,
  printer: z.string().nullable(),
  begunAt: z.iso.datetime(),
  result: SheetResult.nullable(),
  problem: SheetProblem.nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type Sheet = z.infer<typeof Sheet>;

/** A check-in whose sheet did not come by itself; `last` is its newest sheet, by whatever way. */
export const MissingSheet = z.object({
  id: z.string().describe('of the check-in'),
  plate: z.string().nullable(),
  brand: z.string().nullable(),
  style: z.string().nullable(),
  owner: z.string().nullable(),
  arrivedAt: z.iso.datetime(),
  last: Sheet.nullable(),
});
export type MissingSheet = z.infer<typeof MissingSheet>;

/** Check-ins that one answer, or one choice, holds at most. */
export const MOST_MISSING = 500;

export const CatchUp = z.object({
  items: z.array(MissingSheet).describe('the oldest first'),
  total: z.number().int(),
  hasPrinter: z.boolean().describe('whether the desktop app is there and has a printer for what is chosen'),
});
export type CatchUp = z.infer<typeof CatchUp>;

const Chosen = z.object({ ids: z.array(z.string().max(20)).min(1).max(MOST_MISSING) });

/** The ledger of sheets: whoever prints one says so before and after, so that no sheet comes twice unmarked. */
export const sheetContract = {
  /** A sheet is about to be made; the answer says which number it bears. */
  begin: oc
    .meta({ role: 'desk' })
    .input(z.object({ checkInId: z.string().max(20), where: SheetPlace, printer: PrinterName.nullable() }))
    .errors({ ...notFound, ...notStored })
    .output(z.object({ print: z.string(), copy: z.number().int() })),
  /** Says what became of it. One that has ended otherwise stays as it ended. */
  end: oc
    .meta({ role: 'desk' })
    .input(z.object({ print: z.string().max(20), result: SheetEnd, problem: SheetProblem.nullable() }))
    .errors({ NOT_FOUND: { message: 'No such sheet' }, ...notStored })
    .output(Sheet),
  /** All sheets of a check-in, the oldest first. */
  ofCheckIn: oc.meta({ role: 'desk' }).input(Id).output(z.array(Sheet)),
  /** The check-ins that came without the sheet that should have come by itself. */
  catchUp: oc.meta({ role: 'desk' }).output(CatchUp),
  /** Has the desktop app print these of them, in their order. Answers with those that are left. */
  printMissing: oc
    .meta({ role: 'desk' })
    .input(Chosen)
    .errors({ CONFLICT: { message: 'No printer is there' }, ...notStored })
    .output(CatchUp),
  /** Takes these from the list: nobody wants their sheets. */
  dismissMissing: oc.meta({ role: 'desk' }).input(Chosen).errors(notStored).output(CatchUp),
};
