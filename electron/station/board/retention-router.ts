import { implement } from '@orpc/server';
import { DAY_MS } from '../../../shared/calendar.ts';
import { contract } from '../../../shared/contract.ts';
import type { BackupKeeper } from '../backup/backup-keeper.ts';
import { instant } from '../instant.ts';
import { personData } from '../retention/person-data.ts';
import type { RetentionReader } from '../store/retention-reader.ts';
import type { RetentionWriter } from '../store/retention-writer.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of retention work on. */
export type RetentionRouterParts = {
  retention: RetentionReader;
  remover: RetentionWriter;
  /** These visits are gone or have lost something: boards show them, and files and traces of them remain. */
  removed: (ids: readonly string[]) => Promise<void>;
  backups: Pick<BackupKeeper, 'holding'>;
  now: () => number;
};

/** The part of the contract that shows what goes with time and removes what a person asks for. */
export function createRetentionRouter({
  retention,
  remover,
  removed: tellRemoved,
  backups,
  now,
  stored,
}: RetentionRouterParts & {
  /** What was removed; null when it could not be stored. */
  stored: <T>(store: () => T) => T | null;
}) {
  const os = implement({ retention: contract.retention }).$context<RouterContext>();
  return os.router({
    retention: {
      preview: os.retention.preview.handler(({ input: { personal, photos, visits } }) => {
        const before = (days: number): number => now() - days * DAY_MS;
        return {
          personal: personal === null ? null : retention.personal(before(personal)),
          photos: photos === null ? null : retention.photos(before(photos)),
          visits: visits === null ? null : retention.visits(before(visits)),
          backups: backups.holding(),
        };
      }),
      log: os.retention.log.handler(() => retention.log()),
      find: os.retention.find.handler(async ({ input }) => {
        const { visits, isMore, messages, quarantined } = await personData(retention, input);
        return { visits, isMore, messages: messages.length, quarantined: quarantined.length };
      }),
      remove: os.retention.remove.handler(async ({ input: { person, ids, kind }, errors }) => {
        // Looked for again: only what is the person's is removed, whatever was named.
        const { visits, messages, quarantined } = await personData(retention, person, new Set(ids));
        const at = now();
        const numbers = visits.map(({ id }) => Number(id));
        const done = stored(() => remover.removeOf(kind, numbers, { messages, quarantined }, at));
        if (done === null) throw errors.SERVICE_UNAVAILABLE();
        await tellRemoved(visits.map(({ id }) => id));
        return {
          number: String(done.id),
          at: instant(at),
          kind,
          visits: visits.map(({ arrivedAt, plate, vin, receiveBaseId }) => ({ arrivedAt, plate, vin, receiveBaseId })),
          messages: done.removed.messages,
          photos: done.removed.photos,
          quarantined: done.removed.quarantined,
          backups: backups.holding(),
        };
      }),
    },
  });
}
