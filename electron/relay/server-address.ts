import { UserError } from '../station/user-error.ts';
import { staysHere } from './connect.ts';

/** Where a server of the broker listens. */
export type ServerAddress = {
  host: string;
  port: number;
  /** Where the other servers of a cluster connect. */
  routePort: number;
  /** Whether this machine alone can connect. */
  isLoopback: boolean;
  /** `host:port`, as it stands in an address. */
  url: string;
};

const ADDRESS = /^(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::(\d{1,5}))?(?::(\d{1,5}))?$/;

/** Reads `HOST[:PORT[:ROUTE-PORT]]`; IPv6 in brackets. Throws {@link UserError}. */
export function serverAddress(text: string): ServerAddress {
  const [, host, port = '4222', routePort = '6222'] = ADDRESS.exec(text) ?? [];
  const isPort = (number: string): boolean => Number(number) >= 1 && Number(number) <= 65_535;
  if (host === undefined || !isPort(port) || !isPort(routePort))
    throw new UserError(
      `The address "${text.slice(0, 80)}" is not like relay.example.com or relay.example.com:4222, with [ ] around IPv6.`,
    );
  return {
    host,
    port: Number(port),
    routePort: Number(routePort),
    isLoopback: staysHere(`nats://${host.toLowerCase()}`),
    url: `${host}:${Number(port)}`,
  };
}

/** The address on which a server listens that is known by this one. */
export function listenHost({ host, isLoopback }: ServerAddress): string {
  if (isLoopback) return host.toLowerCase() === 'localhost' ? '127.0.0.1' : host;
  return host.startsWith('[') ? '[::]' : '0.0.0.0';
}
