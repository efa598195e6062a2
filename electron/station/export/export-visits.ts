import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckIn } from '../../../shared/check-in.ts';
import type { ExportFormat, ExportPart } from '../../../shared/export.ts';
import { type CsvParts, csvHead, csvLines } from './csv.ts';

/** Visits of one piece: few enough that a check-in never waits for it. */
const PIECE = 100;

/** A piece of the visits, newest first; `next` is where the following piece begins. */
export type VisitPage = (before: number | undefined, limit: number) => { items: CheckIn[]; next: number | null };

/**
 * Writes all visits of a search piece by piece, with a turn of the event loop in between. Each is read once, by falling
 * numbers: none is there twice, and what arrives meanwhile is not there.
 */
export async function* exportVisits(
  pageOf: VisitPage,
  format: ExportFormat,
  parts: CsvParts,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportPart, void> {
  const write = format === 'csv' ? (items: CheckIn[]) => csvLines(items, parts) : jsonLines;
  let text = format === 'csv' ? csvHead(parts) : '';
  let visits = 0;
  let newest = 0;
  let before: number | undefined;
  while (signal?.aborted !== true) {
    const { items, next } = pageOf(before, PIECE);
    newest ||= Number(items[0]?.id ?? 0);
    visits += items.length;
    text += write(items);
    yield { text, visits, share: next === null || newest === 0 ? 1 : 1 - next / (newest + 1) };
    if (next === null) return;
    text = '';
    before = next;
    await nextTurn();
  }
}

/** Each visit as the REST API tells it. */
function jsonLines(checkIns: readonly CheckIn[]): string {
  return checkIns.map((checkIn) => `${JSON.stringify(checkIn)}\n`).join('');
}
