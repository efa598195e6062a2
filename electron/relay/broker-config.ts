import type { BrokerWanted } from './init-options.ts';
import { listenHost } from './server-address.ts';

/** What one server of the broker is configured with, beside what {@link BrokerWanted} says. */
export type BrokerServer = BrokerWanted & {
  /** Of this one among `servers`. */
  index: number;
  /** Where it keeps the messages. */
  storeFolder: string;
  /** By which the servers of a cluster know each other; null for one alone. */
  routePassword: string | null;
  /** Whether it can write each message to the disk before it acknowledges it. */
  canSync: boolean;
};

/** The file beside the configuration that says who may do what. */
export const ACCOUNTS_FILE = 'accounts.conf';

/** The configuration of one server: https://docs.nats.io/running-a-nats-service/configuration */
export function brokerConfig(server: BrokerServer): string {
  const { servers, index, tls, storeFolder, canSync } = server;
  const own = servers[index];
  if (own === undefined) throw new RangeError(`The broker has no server ${index}`);
  return [
    "# A server of the relay's broker. It was written once and is yours to change; who may do what is in accounts.conf.",
    `server_name: "forecourt-${index + 1}"`,
    `listen: ${quoted(`${listenHost(own)}:${own.port}`)}`,
    '# A message has up to 1 MB, and its headers.',
    'max_payload: 2MB',
    'jetstream {',
    `  store_dir: ${quoted(storeFolder)}`,
    '  # How much the messages of a brand may take is limited in relay.json.',
    '  max_file_store: 1TB',
    '  max_memory_store: 64MB',
    ...(canSync
      ? ['  # What is acknowledged is on the disk: a power cut costs nothing.', '  sync_interval: always']
      : []),
    '}',
    ...(tls === null ? [] : tlsBlock(server, '')),
    ...clusterBlock(server),
    `include "${ACCOUNTS_FILE}"`,
    '',
  ].join('\n');
}

function clusterBlock(server: BrokerServer): string[] {
  const { servers, index, tls, routePassword } = server;
  const own = servers[index];
  if (own === undefined || routePassword === null) return [];
  return [
    'cluster {',
    '  name: "forecourt"',
    `  listen: ${quoted(`${listenHost(own)}:${own.routePort}`)}`,
    '  # Desks and relays are told all servers already.',
    '  no_advertise: true',
    `  authorization { user: "route", password: ${quoted(routePassword)}, timeout: 5 }`,
    `  routes: [ ${servers.map(({ host, routePort }) => quoted(`nats-route://route:${routePassword}@${host}:${routePort}`)).join(', ')} ]`,
    ...(tls === null ? [] : tlsBlock(server, '  ')),
    '}',
  ];
}

function tlsBlock({ tls, ca }: BrokerServer, indent: string): string[] {
  if (tls === null) return [];
  return [
    `${indent}tls {`,
    `${indent}  cert_file: ${quoted(tls.cert)}`,
    `${indent}  key_file: ${quoted(tls.key)}`,
    // Of clients no certificate is asked: they prove themselves by their keys.
    ...(ca !== null && indent !== '' ? [`${indent}  ca_file: ${quoted(ca)}`] : []),
    `${indent}  timeout: 5`,
    `${indent}}`,
  ];
}

/** As a text of the configuration, whatever is in it. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
