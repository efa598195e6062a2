import type { FetchProgress } from '../../../shared/platform.ts';
import type { PlatformClient } from './client.ts';
import { PlatformError } from './platform-error.ts';
import type { ListedReport } from './report-list.ts';

/** What fetching works on. */
export type FetchParts = {
  client: Pick<PlatformClient, 'reports'>;
  /** Keeps the reports of a plate; answers how many were not here yet. */
  keep: (plate: string, reports: readonly ListedReport[]) => number;
};

/**
 * Asks for the reports of each plate, and tells how far it is: at first, and after each. What is fetched is kept at once, so
 * that somebody who stops it, or a failure, loses nothing of it. A failure that would be every plate's ends it.
 */
export async function* fetchReports(
  plates: readonly string[],
  { client, keep }: FetchParts,
  signal: AbortSignal,
): AsyncGenerator<FetchProgress, void> {
  let progress: FetchProgress = {
    done: 0,
    total: plates.length,
    found: 0,
    added: 0,
    failed: 0,
    failure: null,
    isOver: plates.length === 0,
  };
  yield progress;
  for (const plate of plates) {
    const { reports, error } = await reportsOf(client, plate, signal);
    if (signal.aborted) return;
    const done = progress.done + 1;
    progress = {
      ...progress,
      done,
      found: progress.found + reports.length,
      added: progress.added + keep(plate, reports),
      failed: progress.failed + (error === null ? 0 : 1),
      failure: error?.failure ?? progress.failure,
      isOver: done === plates.length || error?.isOfOneQuestion === false,
    };
    yield progress;
    if (progress.isOver) return;
  }
}

async function reportsOf(
  client: FetchParts['client'],
  plate: string,
  signal: AbortSignal,
): Promise<{ reports: readonly ListedReport[]; error: PlatformError | null }> {
  try {
    return { reports: await client.reports(plate, signal), error: null };
  } catch (error) {
    if (error instanceof PlatformError) return { reports: [], error };
    if (signal.aborted) return { reports: [], error: null };
    throw error;
  }
}
