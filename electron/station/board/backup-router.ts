import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { BackupKeeper } from '../backup/backup-keeper.ts';
import { problemOf } from '../backup/backup-problem.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of backups work on. */
export type BackupRouterParts = { backups: BackupKeeper };

/** The part of the contract about backups, checks and restoring; the router around it looks at who may. */
export function createBackupRouter({ backups }: BackupRouterParts) {
  const os = implement({ backups: contract.backups }).$context<RouterContext>();
  return os.router({
    backups: {
      state: os.backups.state.handler(() => backups.state()),
      look: os.backups.look.handler(async ({ input: { folder }, errors }) => {
        try {
          const found = await backups.lookIn(folder);
          if (found.length > 0) return found;
        } catch (error) {
          throw errors.BAD_REQUEST({ data: { problem: problemOf(error) } });
        }
        throw errors.BAD_REQUEST({ data: { problem: 'nothing-to-restore' } });
      }),
      now: os.backups.now.handler(({ errors }) => {
        if (!backups.backUp('asked')) throw errors.CONFLICT();
      }),
      check: os.backups.check.handler(({ errors }) => {
        if (!backups.check()) throw errors.CONFLICT();
      }),
      cancel: os.backups.cancel.handler(() => backups.cancel()),
      restore: os.backups.restore.handler(({ input: { folder, id }, errors }) => {
        const begun = backups.restore(folder, id);
        if (begun === 'busy') throw errors.CONFLICT();
        if (begun !== 'begun') throw errors.BAD_REQUEST({ data: { problem: begun } });
      }),
      removeSetAside: os.backups.removeSetAside.handler(({ input: { name }, errors }) => {
        let refused: 'busy' | null;
        try {
          refused = backups.removeSetAside(name);
        } catch (error) {
          throw errors.BAD_REQUEST({ data: { problem: problemOf(error) } });
        }
        if (refused !== null) throw errors.CONFLICT();
      }),
      dismissDamage: os.backups.dismissDamage.handler(() => backups.dismissDamage()),
    },
  });
}
