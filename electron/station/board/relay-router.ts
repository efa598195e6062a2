import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { RelayDesk } from '../relay/relay-desk.ts';
import type { RelayMembership } from '../relay/relay-membership.ts';
import { tryRelay } from '../relay/try-relay.ts';
import type { SettingStore } from '../store/setting-store.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of the relay work on. */
export type RelayRouterParts = {
  relay: Pick<RelayDesk, 'state'>;
  relayMembership: RelayMembership;
  /** The desk belongs to another relay now, or to none. */
  relayChanged: () => void;
  shopSettings: Pick<SettingStore, 'settings'>;
};

/** The part of the contract about the relay that this desk reads from. */
export function createRelayRouter({
  relay,
  relayMembership,
  relayChanged,
  shopSettings,
  notStored,
}: RelayRouterParts & {
  /** The setting or the seed could not be kept. */
  notStored: (error: unknown) => void;
}) {
  const os = implement({ relay: contract.relay }).$context<RouterContext>();
  /** Null where it could not be kept. */
  const kept = async <T>(change: () => Promise<T>): Promise<{ done: T } | null> => {
    try {
      return { done: await change() };
    } catch (error) {
      notStored(error);
      return null;
    }
  };
  return os.router({
    relay: {
      join: os.relay.join.handler(async ({ input: { text }, errors }) => {
        const entered = await kept(() => relayMembership.enter(text));
        if (entered === null) throw errors.SERVICE_UNAVAILABLE();
        if (entered.done !== null) throw errors.JOIN_UNREADABLE({ data: { problem: entered.done } });
        relayChanged();
      }),
      leave: os.relay.leave.handler(async ({ errors }) => {
        const left = await kept(() => relayMembership.leave());
        relayChanged();
        if (left === null) throw errors.SERVICE_UNAVAILABLE();
      }),
      test: os.relay.test.handler(async () => ({ problem: await tryRelay(relayMembership.join) })),
      state: os.relay.state.handler(() => {
        const { brand, desk, shops } = shopSettings.settings.relay;
        return { ...relay.state(), brand, desk, shops };
      }),
    },
  });
}
