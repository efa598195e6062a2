import { useState } from 'react';

/** How something that a person asked for stands. */
export type ActState = 'idle' | 'busy' | 'done' | 'failed';

/** One thing that can be asked for with a button: one at a time, and what became of the last. */
export interface Act {
  readonly state: ActState;
  run(work: () => Promise<unknown>): void;
}

/** An act that has not been asked for yet. */
export function useAct(): Act {
  const [state, setState] = useState<ActState>('idle');
  return {
    state,
    run(work) {
      if (state === 'busy') return;
      setState('busy');
      work().then(
        () => setState('done'),
        () => setState('failed'),
      );
    },
  };
}
