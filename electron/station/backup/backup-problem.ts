import type { BackupProblem } from '../../../shared/backup.ts';

/** Something with a backup that cannot be done, for a reason that has words. */
export class BackupError extends Error {
  readonly problem: BackupProblem;

  constructor(problem: BackupProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}

const PROBLEMS: readonly [RegExp, BackupProblem][] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)/, 'no-room'],
  [/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM)/, 'no-rights'],
  [/^(ENOENT|ENOTDIR|SQLITE_CANTOPEN)/, 'no-folder'],
  [/^(EIO|ENODEV|ENXIO|ESTALE|EHOST|ENET|ETIMEDOUT|ENOTCONN|ECONN|SQLITE_IOERR)/, 'no-connection'],
];

/** Why work on a folder failed, by the code of the system or of SQLite. */
export function problemOf(error: unknown): BackupProblem {
  if (error instanceof BackupError) return error.problem;
  if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return PROBLEMS.find(([pattern]) => pattern.test(code))?.[1] ?? 'failed';
}
