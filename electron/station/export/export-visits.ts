import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExportFormat, ExportPart } from '../../../shared/export.ts';
import type { VehicleMaintenance } from '../../../shared/vehicle-maintenance.ts';
import type { ExportedVisit } from '../store/reader.ts';
import { type CsvParts, csvHead, csvLines } from './csv.ts';

/** Visits of one piece: few enough that a check-in never waits for it. */
const PIECE = 100;

/** A piece of the visits, newest first; `next` is where the following piece begins. */
export type VisitPage = (before: number | undefined, limit: number) => { items: ExportedVisit[]; next: number | null };

/** The maintenance plan that stands on a visit; null for all but the newest of its plate. */
export type PlanOfVisit = (id: string) => VehicleMaintenance | null;

/**
 * Writes all visits of a search piece by piece, with a turn of the event loop in between. Each is read once, by falling
 * numbers: none is there twice, and what arrives meanwhile is not there.
 */
export async function* exportVisits(
  pageOf: VisitPage,
  planOf: PlanOfVisit,
  format: ExportFormat,
  parts: CsvParts,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportPart, void> {
  const write = (items: ExportedVisit[]): string =>
    format === 'csv' ? csvLines(items, parts) : jsonLines(items, planOf);
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

/** Each visit as the REST API tells it, with its reports, and what is due of the vehicle. */
function jsonLines(checkIns: readonly ExportedVisit[], planOf: PlanOfVisit): string {
  return checkIns.map((checkIn) => `${JSON.stringify({ ...checkIn, plan: planOf(checkIn.id) })}\n`).join('');
}
