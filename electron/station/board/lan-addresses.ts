import { isIPv4 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

/** The network interfaces of this PC, as `os.networkInterfaces` tells them. */
export type NetworkInterfaces = NodeJS.Dict<Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[]>;

/** Interfaces of virtual machines, containers and tunnels: no other device of the shop is behind them. */
const VIRTUAL =
  /^(br-|docker|podman|tailscale|tap|tun|utun|veth|virbr|vmnet|vmware|vnic|wg|wsl|zt)|hyper-v|vbox|vethernet|virtualbox|wsl/i;
const LINK_LOCAL = /^(169\.254\.|fe[89ab][0-9a-f]:)/i;
const OWN_NETWORK = /^(192\.168\.|10\.|172\.(1[6-9]|2\d|3[01])\.)/;

/**
 * The addresses by which others in the network could reach this PC, the likeliest first: those of an own network, then
 * others, then those of virtual interfaces. IPv6 without those that mean something on one interface only.
 */
export function lanAddresses(interfaces: NetworkInterfaces): string[] {
  const found = Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? [])
      .filter(({ internal, address, family }) => !internal && !(family === 'IPv6' && LINK_LOCAL.test(address)))
      .map(({ address }) => ({ address: address.toLowerCase(), rank: rank(address) + (VIRTUAL.test(name) ? 10 : 0) })),
  );
  const byRank = found.sort((a, b) => a.rank - b.rank).map(({ address }) => address);
  return [...new Set(byRank)];
}

function rank(address: string): number {
  if (LINK_LOCAL.test(address)) return 3;
  if (OWN_NETWORK.test(address)) return 0;
  return isIPv4(address) ? 1 : 2;
}
