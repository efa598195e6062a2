import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import { type Invite, PAIR_PATH } from '../../../shared/device.ts';
import type { LanState } from '../../../shared/lan.ts';
import { instant, instantOrNull } from '../instant.ts';
import type { Devices } from './devices.ts';
import type { Invites, OpenInvite } from './invites.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of network and devices work on. */
export type DeviceRouterParts = {
  devices: Devices;
  invites: Invites;
  lan: () => LanState;
};

/** The part of the contract that opens the board to other devices; the router around it looks at who may. */
export function createDeviceRouter({
  devices,
  invites,
  lan,
  stored,
}: DeviceRouterParts & {
  /** What a change of the devices has come to; null when it could not be stored. */
  stored: <T>(store: () => T) => T | null;
}) {
  const os = implement({ lan: contract.lan, devices: contract.devices }).$context<RouterContext>();

  function told({ id, name, role, code, expiresAt }: OpenInvite): Invite {
    const links = lan()
      .addresses.filter(({ problem }) => problem === null)
      .map(({ address }) => `${address}${PAIR_PATH}?code=${code}`);
    return { id, name, role, code, expiresAt: instant(expiresAt), links };
  }

  return os.router({
    lan: {
      state: os.lan.state.handler(() => lan()),
    },
    devices: {
      list: os.devices.list.handler(() => {
        const { closedUntil } = invites;
        return {
          devices: devices.list(),
          invites: invites.open.map(told),
          closedUntil: instantOrNull(closedUntil),
        };
      }),
      invite: os.devices.invite.handler(({ input: { role, name }, errors }) => {
        if (devices.isFull) throw errors.CONFLICT();
        return told(invites.create(role, name));
      }),
      cancelInvite: os.devices.cancelInvite.handler(({ input: { id } }) => invites.cancel(id)),
      rename: os.devices.rename.handler(({ input: { id, name }, errors }) => {
        const found = stored(() => devices.rename(id, name));
        if (found === null) throw errors.SERVICE_UNAVAILABLE();
        if (!found) throw errors.NOT_FOUND();
      }),
      revoke: os.devices.revoke.handler(({ input: { id }, errors }) => {
        const found = stored(() => devices.revoke(id));
        if (found === null) throw errors.SERVICE_UNAVAILABLE();
        if (!found) throw errors.NOT_FOUND();
      }),
    },
  });
}
