import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DataRepair, LoggedFinding } from '../store/data-repair.ts';
import type { StationDatabase } from '../store/database.ts';
import type { BackupFolder } from './backup-folder.ts';
import type { Found } from './jobs.ts';
import { type Progress, withCopy } from './make-backup.ts';
import type { RunJob } from './run-job.ts';

export type FullCheck = {
  db: StationDatabase;
  repair: DataRepair;
  dataFolder: string;
  folder: BackupFolder;
  run: RunJob;
  progress: Progress;
  signal: AbortSignal;
  /** These visits look different now. */
  visitsChanged: (ids: readonly number[]) => void;
};

/** Faults that are mended in one transaction, and in one turn of the event loop. */
const SLICE = 50;

/**
 * Looks at everything, in a copy and in a thread of its own, since a look through a million rows would hold up the station
 * for minutes; then mends what can be mended. Answers what was found.
 */
export async function checkAll(parts: FullCheck): Promise<LoggedFinding[]> {
  const { db, dataFolder, folder, run, progress, signal } = parts;
  const found = await withCopy({ db, dataFolder, progress, signal }, (copy) =>
    run(
      { name: 'check', folder: folder.path, isOurs: folder.isOurs, copy, photos: join(dataFolder, 'photos') },
      progress,
      signal,
    ),
  );
  return mend(found, parts);
}

/** Mends in slices, since check-ins are not received while one is at work: nobody waits for more than one. */
export async function mend(
  found: readonly Found[],
  { repair, progress, signal, visitsChanged }: Pick<FullCheck, 'repair' | 'progress' | 'signal' | 'visitsChanged'>,
): Promise<LoggedFinding[]> {
  const findings: LoggedFinding[] = [];
  for (let from = 0; from < found.length; from += SLICE) {
    progress('repairing', from / found.length);
    const changed = new Set<number>();
    const slice = found.slice(from, from + SLICE);
    findings.push(...repair.inOne(() => slice.flatMap((fault) => mendOne(fault, repair, changed))));
    if (changed.size > 0) visitsChanged([...changed]);
    await nextTurn();
    signal.throwIfAborted();
  }
  return findings;
}

function mendOne(fault: Found, repair: DataRepair, changed: Set<number>): LoggedFinding[] {
  const visits = fault.type === 'photo' ? repair.visitsOfPhoto(fault.sha256) : [fault.checkInId].filter(isNumber);
  if (fault.type === 'photo' && visits.length === 0) {
    // It was removed after the copy was taken: what was missing had to be, and what was put back goes again.
    repair.photoRemoved(fault.sha256);
    return [];
  }
  if (fault.type === 'derived' || fault.type === 'photo') for (const id of visits) changed.add(id);
  const [about] = visits;
  const checkInId = about === undefined ? null : String(about);
  return [{ kind: fault.kind, detail: fault.detail, checkInId, outcome: outcomeOf(fault, repair) }];
}

function outcomeOf(fault: Found, repair: DataRepair): LoggedFinding['outcome'] {
  switch (fault.type) {
    case 'none':
      return 'open';
    case 'message':
      return fault.raw !== null && repair.message(fault.id, fault.raw) ? 'repaired' : 'marked';
    case 'derived':
      return fault.checkInId !== null && repair.derived(fault.checkInId, fault.derived) ? 'repaired' : 'marked';
    case 'photo':
      if (!fault.isPhotoBack) repair.photoLost(fault.sha256);
      return fault.isPhotoBack ? 'repaired' : 'marked';
  }
}

const isNumber = (id: number | null): id is number => id !== null;
