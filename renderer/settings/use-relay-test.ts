import { useState } from 'react';
import type { RelayProblem } from '../../shared/relay.ts';
import { useParts } from '../board/board-context.ts';
import { useAct } from '../ui/use-act.ts';

/** It takes a new connection, and as long as that may be on its way. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Connects to the relay anew when it is asked to; `outcome` is the sentence that says what was found. */
export function useRelayTest(): {
  isBusy: boolean;
  outcome: 'relay.test-ok' | 'relay.test-failed' | `relay.problem.${RelayProblem}` | null;
  test: () => void;
} {
  const { client } = useParts();
  const act = useAct();
  const [found, setFound] = useState<'relay.test-ok' | `relay.problem.${RelayProblem}` | null>(null);
  return {
    isBusy: act.state === 'busy',
    outcome: act.state === 'failed' ? 'relay.test-failed' : act.state === 'done' ? found : null,
    test: () =>
      act.run(async () => {
        const { problem } = await client.relay.test(undefined, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
        setFound(problem === null ? 'relay.test-ok' : `relay.problem.${problem}`);
      }),
  };
}
