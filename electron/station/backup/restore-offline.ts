import type { BackupProblem } from '../../../shared/backup.ts';
import { UserError } from '../user-error.ts';
import { BackupFolder } from './backup-folder.ts';
import { BackupError, problemOf } from './backup-problem.ts';
import { readDamage } from './damage-file.ts';
import { doJob } from './jobs.ts';
import { type OpenData, type OpenedData, openData } from './open-data.ts';
import { readLastRestore, waitingRestore } from './restore-journal.ts';
import { buildRestore } from './restore-work.ts';
import type { RunJob } from './run-job.ts';
import { markStopped } from './running-marker.ts';

const SENTENCES = {
  'no-folder': 'The folder is not there.',
  'no-rights': 'There are no rights to read the folder.',
  'no-room': 'There is not enough room on the disk.',
  'no-connection': 'The folder cannot be reached.',
  'damaged-backup': 'The backup is damaged.',
  'damaged-data': 'The database that is there is damaged.',
  'newer-backup': 'The backup was made by a newer Forecourt: install that first.',
  'nothing-to-restore': 'There is no good backup in the folder.',
  'not-in-use': 'Another program may hold the file of the database; the next start tries it again.',
  cancelled: 'It was cancelled.',
  failed: 'It failed; the log says why.',
} satisfies Record<BackupProblem, string>;

/** Without a station there is nobody to hold up: each job is done at once. */
const atOnce: RunJob = async (job, progress) => doJob(job, progress) as never;

/**
 * Restores the newest good backup of a folder into a data folder that no station uses. What the data folder holds already
 * is added, as with every restore. Throws {@link UserError} with one sentence.
 */
export async function restoreOffline(
  parts: OpenData & { folder: string },
): Promise<{ backup: string; checkIns: number; unreadable: number; photosMissing: number; needsSecret: true }> {
  const { dataFolder, now, log } = parts;
  const folder = new BackupFolder(parts.folder, false);
  const progress = (): void => {};
  const { signal } = new AbortController();
  try {
    const asked = { folder: folder.path, isOurs: false, dataFolder, verify: true };
    const { goodId: id, place } = await atOnce({ name: 'list', ...asked }, progress, signal);
    if (id === null) {
      throw new UserError(`${SENTENCES[place === 'unknown' ? 'no-folder' : 'nothing-to-restore']} (${folder.path})`);
    }
    // Whatever is there is brought in order first; a data folder without a database gets an empty one to build upon.
    close(await openData(parts), dataFolder);
    const damage = readDamage(dataFolder);
    await buildRestore({ db: null, dataFolder, folder, id, damage, now, run: atOnce, progress, signal });
    close(await openData(parts), dataFolder);
    if (waitingRestore(dataFolder) !== null) throw new BackupError('not-in-use', 'what was restored waits');
    const last = readLastRestore(dataFolder);
    if (last === null) throw new UserError(SENTENCES.failed);
    const { checkIns, unreadable, photosMissing } = last;
    return { backup: id, checkIns, unreadable, photosMissing, needsSecret: true };
  } catch (error) {
    if (error instanceof UserError) throw error;
    log.error({ err: error }, 'nothing was restored');
    throw new UserError(`Nothing was restored. ${SENTENCES[problemOf(error)]}`);
  }
}

function close({ db }: OpenedData, dataFolder: string): void {
  markStopped(dataFolder);
  db.close();
}
