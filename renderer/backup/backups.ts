import { safe } from '@orpc/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupProblem, BackupState } from '../../shared/backup.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import type { StationClient } from '../station-client.ts';

/** While the settings are open the station is asked this often, in ms. */
const ASK_EVERY_MS = 1_500;
const ANSWER_TIMEOUT_MS = 15_000;

/** All that the settings show of backups; null before the station has told it. */
export function useBackups(): BackupState | null {
  const { client } = useParts();
  const enabled = useBoard((state) => state.connection.state === 'live');
  const { data } = useQuery({
    queryKey: ['backups'],
    queryFn: ({ signal }) => client.backups.state(undefined, { signal }),
    enabled,
    staleTime: 0,
    refetchInterval: ASK_EVERY_MS,
  });
  return data ?? null;
}

/** Why something was not begun: a problem with words, another work, or no answer. */
export type Refusal = BackupProblem | 'busy' | 'no-answer';

/** Asks the station for something about backups. */
export interface BackupAct {
  readonly isBusy: boolean;
  readonly refusal: Refusal | null;
  run(ask: (backups: StationClient['backups'], options: { signal: AbortSignal }) => Promise<unknown>): void;
}

/** Something that has not been asked for yet. */
export function useBackupAct(): BackupAct {
  const { client } = useParts();
  const queries = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  return {
    isBusy,
    refusal,
    run(ask) {
      if (isBusy) return;
      setIsBusy(true);
      setRefusal(null);
      void safe(ask(client.backups, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })).then(async ({ error }) => {
        await queries.invalidateQueries({ queryKey: ['backups'] });
        setIsBusy(false);
        setRefusal(error === null ? null : refusalOf(error));
      });
    },
  };
}

/** What the station said to a question that it refused. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error) || !('code' in error)) return 'no-answer';
  if (error.code === 'CONFLICT') return 'busy';
  if (error.code !== 'BAD_REQUEST' || !('data' in error)) return 'no-answer';
  const { data } = error;
  return typeof data === 'object' && data !== null && 'problem' in data ? (data.problem as BackupProblem) : 'no-answer';
}

/** The key of the sentence for a refusal. */
export function refusalWord(refusal: Refusal): `backup.problem.${BackupProblem}` | 'backup.busy' | 'backup.no-answer' {
  switch (refusal) {
    case 'busy':
      return 'backup.busy';
    case 'no-answer':
      return 'backup.no-answer';
    default:
      return `backup.problem.${refusal}`;
  }
}
