import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Drill, DrillState } from '../../../shared/drill.ts';
import { useBoard, useParts } from '../../board/board-context.ts';
import { type Act, useAct } from '../../ui/use-act.ts';
import { type KilledWatch, killedRun, watchKilled } from './killed-run.ts';
import type { ShownRun } from './shown-run.ts';

const DRILLS_KEY = ['drills'];
/** How often a drill that runs is asked for, in ms, and one that might have been started elsewhere. */
const RUNNING_EVERY_MS = 300;
const IDLE_EVERY_MS = 3_000;
const ANSWER_TIMEOUT_MS = 8_000;

/** The drills of this station: what can be run, what runs, and how to start and end one. */
export function useDrills(): {
  state: DrillState | undefined;
  run: ShownRun | null;
  act: Act;
  start: (drill: Drill) => void;
  cancel: () => void;
} {
  const { client } = useParts();
  const queries = useQueryClient();
  const act = useAct();
  const { data } = useQuery({
    queryKey: DRILLS_KEY,
    queryFn: ({ signal }) => client.drills.state(undefined, { signal }),
    refetchInterval: ({ state }) => (state.data?.run?.isOver === false ? RUNNING_EVERY_MS : IDLE_EVERY_MS),
    retry: false,
  });
  const startedAt = useBoard((state) => state.status?.startedAt ?? '');
  const isLive = useBoard((state) => state.connection.state === 'live');
  const [killed, setKilled] = useState<KilledWatch | null>(null);
  const isWatching = killed !== null && !killedRun(killed).isOver;

  useEffect(() => {
    if (!isWatching) return;
    const look = (): void => setKilled((now) => now && watchKilled(now, { startedAt, isLive, now: Date.now() }));
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [isWatching, startedAt, isLive]);

  const ask = (work: (options: { signal: AbortSignal }) => Promise<DrillState>): void =>
    act.run(async () => {
      queries.setQueryData(DRILLS_KEY, await work({ signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }));
    });
  return {
    state: data,
    run: killed === null ? (data?.run ?? null) : killedRun(killed),
    act,
    start(drill) {
      setKilled(drill === 'killed' ? { before: startedAt, begunAt: Date.now(), end: 'waited-for' } : null);
      ask((options) => client.drills.start({ drill }, options));
    },
    cancel: () => ask((options) => client.drills.cancel(undefined, options)),
  };
}
