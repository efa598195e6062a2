import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { Drills } from '../drill/drills.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of drills work on. */
export type DrillRouterParts = { drills: Drills };

/** The part of the contract that tries things out; the router around it looks at who may. */
export function createDrillRouter({ drills }: DrillRouterParts) {
  const os = implement({ drills: contract.drills }).$context<RouterContext>();

  return os.router({
    drills: {
      state: os.drills.state.handler(() => drills.state),
      start: os.drills.start.handler(({ input: { drill }, errors }) => {
        const obstacle = drills.start(drill);
        if (obstacle !== null) throw errors.CONFLICT({ data: { obstacle } });
        return drills.state;
      }),
      cancel: os.drills.cancel.handler(async () => {
        await drills.cancel();
        return drills.state;
      }),
    },
  });
}
