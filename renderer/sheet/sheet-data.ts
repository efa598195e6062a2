import { ORPCError, safe } from '@orpc/client';
import type { CheckInDetail } from '../../shared/check-in.ts';
import type { StationSettings } from '../../shared/settings.ts';
import { knownTimeZone, type TimeZone } from '../../shared/time-zone.ts';
import type { Maintenance } from '../../shared/vehicle-maintenance.ts';
import { isDue } from '../plan/plan-words.ts';
import { isForbidden, NotAllowedError, type StationClient } from '../station-client.ts';
import type { SheetSubject } from './sheet-wishes.ts';

/** All that a sheet shows. `board` is where others reach the board, null where only this PC does. */
export interface SheetData {
  /** Null for the test page. */
  readonly checkIn: CheckInDetail | null;
  readonly settings: StationSettings;
  readonly zone: TimeZone;
  readonly board: string | null;
  /** What is due of the vehicle, where the shop wants it on the sheet. */
  readonly due: readonly Maintenance[];
}

/** Why there is no sheet; each has its own sentence. */
export type SheetProblem = 'not-found' | 'not-allowed' | 'failed';

const ANSWER_TIMEOUT_MS = 10_000;

/** Asks the station for what a sheet shows. `origin` is where this page comes from, null in the desktop app. */
export async function loadSheet(
  client: Pick<StationClient, 'checkIns' | 'maintenance' | 'settings' | 'sheet' | 'status'>,
  subject: SheetSubject,
  origin: string | null,
): Promise<SheetData | SheetProblem> {
  const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
  const answers = await safe(
    Promise.all([
      subject.type === 'test' ? null : client.checkIns.get({ id: subject.id }, options),
      client.settings.get(undefined, options),
      client.status(undefined, options),
      client.sheet.boardAddress(undefined, options),
      subject.type === 'test' ? null : client.maintenance.checkIn({ id: subject.id }, options),
    ]),
  );
  if (!answers.isSuccess) return problemOf(answers.error);
  const [checkIn, settings, { timeZone }, { address }, planned] = answers.data;
  const items = settings.sheet.dueMaintenance ? (planned?.plan?.items ?? []) : [];
  // Beside what is proven only what is proven is put before a customer.
  const due = items.filter((item) => isDue(item) && (item.proven || checkIn?.proven === false));
  return { checkIn, settings, zone: knownTimeZone(timeZone), board: address ?? origin, due };
}

function problemOf(error: unknown): SheetProblem {
  if (error instanceof NotAllowedError || isForbidden(error)) return 'not-allowed';
  return error instanceof ORPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')
    ? 'not-found'
    : 'failed';
}
