import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';

/** The little of a network that fetching a photo needs. */
export type PhotoNetwork = {
  /** All addresses of a name. Rejects where it has none. */
  resolve: (name: string) => Promise<string[]>;
  /** Begins to connect to an address, which is never a name. */
  connect: (address: string, port: number) => Socket;
  /** The addresses of this PC. */
  own: () => string[];
};

/** The network of this PC. */
export const PC_NETWORK: PhotoNetwork = {
  // As every program of this PC finds names, those of the shop's own network included.
  resolve: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
  connect: (address, port) => connect({ host: address, port }),
  own: () => Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address)),
};
