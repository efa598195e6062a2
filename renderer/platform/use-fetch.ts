import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FetchOf, FetchProgress } from '../../shared/platform.ts';
import { useParts } from '../board/board-context.ts';
import { PLATFORM_KEY } from './use-platform.ts';

/** Under this the page keeps the reports that were fetched. */
export const FETCHED_KEY = 'fetched-reports';

/** How fetching stands; the progress is null until the station has said something. */
export type FetchState =
  | { readonly type: 'idle' }
  | { readonly type: 'running' | 'over' | 'stopped' | 'broken'; readonly progress: FetchProgress | null };

/** Fetching that this page has begun: one at a time, gone with the page. */
export function useFetch(of: FetchOf) {
  const { client } = useParts();
  const queries = useQueryClient();
  const [state, setState] = useState<FetchState>({ type: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(own: AbortController): Promise<void> {
    let progress: FetchProgress | null = null;
    const tell = (type: 'running' | 'over' | 'stopped' | 'broken'): void => {
      if (running.current === own) setState({ type, progress });
    };
    tell('running');
    try {
      for await (const told of await client.platform.fetch(of, { signal: own.signal })) {
        progress = told;
        tell('running');
      }
    } catch {
      // Whether it was stopped or broke off is told below, by what was heard last.
    }
    tell(progress?.isOver === true ? 'over' : own.signal.aborted ? 'stopped' : 'broken');
    await queries.invalidateQueries({ queryKey: [FETCHED_KEY] });
    await queries.invalidateQueries({ queryKey: [PLATFORM_KEY] });
  }

  return {
    state,
    start(): void {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      void run(own);
    },
    stop: () => running.current?.abort(),
  };
}
