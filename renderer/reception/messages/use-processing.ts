import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ProcessedAgain } from '../../../shared/other-messages.ts';
import { useParts } from '../../board/board-context.ts';
import { type ActState, useAct } from '../../ui/use-act.ts';

const PARTS = [
  'checkIns',
  'reports',
  'plans',
  'notShown',
  'unchanged',
  'failed',
] as const satisfies readonly (keyof ProcessedAgain)[];

/** A second reading that was asked for on this page: how it stands, and what has come of it so far. */
export interface Processing {
  state: ActState;
  result: ProcessedAgain | null;
  one: (id: string) => void;
  all: () => void;
}

/** Has messages processed again. All of them takes several requests, one after the other, until the page is left. */
export function useProcessing(): Processing {
  const { client } = useParts();
  const queries = useQueryClient();
  const act = useAct();
  const [result, setResult] = useState<ProcessedAgain | null>(null);
  const left = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    left.current = controller;
    return () => controller.abort();
  }, []);

  const run = (work: () => Promise<void>): void =>
    act.run(async () => {
      setResult(null);
      await work().finally(() => queries.invalidateQueries({ queryKey: ['deliveries'] }));
    });
  return {
    state: act.state,
    result,
    one: (id) => run(async () => setResult(await client.otherMessages.processOne({ id }))),
    all: () =>
      run(async () => {
        const { signal } = left.current;
        let sum: ProcessedAgain | null = null;
        let cursor: string | null = null;
        do {
          const { nextCursor, ...slice }: ProcessedAgain & { nextCursor: string | null } =
            await client.otherMessages.processAll(cursor === null ? {} : { cursor }, { signal });
          sum = sum === null ? slice : added(sum, slice);
          setResult(sum);
          cursor = nextCursor;
        } while (cursor !== null && !signal.aborted);
      }),
  };
}

function added(a: ProcessedAgain, b: ProcessedAgain): ProcessedAgain {
  const sum = { ...a };
  for (const part of PARTS) sum[part] += b[part];
  return sum;
}

/** What has come of it, in parts that are not zero, what was gained first. */
export function partsOf(result: ProcessedAgain): { part: (typeof PARTS)[number]; count: number }[] {
  return PARTS.map((part) => ({ part, count: result[part] })).filter(({ count }) => count > 0);
}
