import { join } from 'node:path';
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
};

/**
 * Looks at everything, in a copy and in a thread of its own, since a look through a million rows would hold up the station
 * for minutes; then mends what can be mended. Answers what was found, and the visits that look different now.
 */
export async function checkAll(parts: FullCheck): Promise<{ findings: LoggedFinding[]; changed: number[] }> {
  const { db, repair, dataFolder, folder, run, progress, signal } = parts;
  const found = await withCopy({ db, dataFolder, progress, signal }, (copy) =>
    run(
      { name: 'check', folder: folder.path, isOurs: folder.isOurs, copy, photos: join(dataFolder, 'photos') },
      progress,
      signal,
    ),
  );
  progress('repairing', 0);
  return mend(found, repair);
}

function mend(found: readonly Found[], repair: DataRepair): { findings: LoggedFinding[]; changed: number[] } {
  const changed = new Set<number>();
  const findings = found.flatMap((fault): LoggedFinding[] => {
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
  });
  return { findings, changed: [...changed] };
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
