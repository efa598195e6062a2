import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { Reach } from '../reach/reach.ts';
import type { TunnelTokens } from '../reach/tunnel-tokens.ts';
import { orNotKept } from './or-not-kept.ts';
import type { RouterContext } from './router.ts';

/** What the procedures about the way from outside work on. */
export type ReachRouterParts = { reach: Pick<Reach, 'settingsChanged' | 'tryNow'>; tunnelTokens: TunnelTokens };

/** The part of the contract about how AutoX3 reaches this PC: the tokens of tunnels, and a try at once. */
export function createReachRouter({
  reach,
  tunnelTokens,
  notStored,
}: ReachRouterParts & {
  /** A token could not be kept. */
  notStored: () => void;
}) {
  const os = implement({ reach: contract.reach }).$context<RouterContext>();
  return os.router({
    reach: {
      tokens: os.reach.tokens.handler(() => tunnelTokens.state()),
      setToken: os.reach.setToken.handler(async ({ input: { way, token }, errors }) => {
        await orNotKept(
          () => tunnelTokens.set(way, token),
          () => {
            notStored();
            return errors.SERVICE_UNAVAILABLE();
          },
        );
        reach.settingsChanged(null);
        return tunnelTokens.state();
      }),
      tryNow: os.reach.tryNow.handler(() => reach.tryNow()),
    },
  });
}
