import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { HistoryFilter } from './history.ts';
import { LANGUAGES } from './i18n/languages.ts';
import { oc } from './procedure.ts';

/** A table for spreadsheets, or one JSON object a line for programs. */
export const ExportFormat = z.enum(['csv', 'jsonl']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** The file piece by piece, in order; `share` of the way through the visits is between 0 and 1. The last piece has 1. */
export const ExportPart = z.object({
  text: z.string(),
  visits: z.number().int().describe('all that were written so far'),
  share: z.number().min(0).max(1),
});
export type ExportPart = z.infer<typeof ExportPart>;

/** The part of the contract that writes visits into a file. */
export const exportContract = {
  /** Newest first, none twice; those that arrive meanwhile are not in it. Headings and words are in the language. */
  visits: oc
    .input(z.object({ filter: HistoryFilter, format: ExportFormat, language: z.enum(LANGUAGES) }))
    .output(eventIterator(ExportPart)),
};
