import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { RELAY_NAME } from '../../shared/relay-join.ts';
import { parseStrictly } from '../command-line.ts';
import { UserError } from '../station/user-error.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';

/** A desk to be let in; `shops` null for a head office. */
export type NewDesk = { name: string; shops: string[] | null };

/** The broker that is to be set up, as only the first run is told. */
export type BrokerWanted = {
  /** One server, or three. */
  servers: ServerAddress[];
  /** The files of the certificate and its key, and of the certificates that it was issued by. */
  tls: { cert: string; key: string } | null;
  ca: string | null;
};

export type InitOptions = {
  folder: string;
  /** null where it was not said: the only one that there is. */
  brand: string | null;
  desks: NewDesk[];
  removed: string[];
  /** The name under which AutoX3 reaches the relay. */
  publicAddress: string | null;
  /** null where nothing of it was said. */
  broker: BrokerWanted | null;
};

/** The part of `--help` that is about the set-up. */
export const INIT_HELP = `  --init                      write the set-up of a broker and a relay, and print what to enter where; again with
                              other desks it adds those and leaves all else as it is
    --folder FOLDER           where it is written (relay)
    --brand NAME              whose messages these are: small letters, digits and hyphens
    --desk NAME=SHOP,SHOP     a desk and the AutoX3 store ids that it sees; may be given many times
    --head-office NAME        a desk that sees all shops and changes nothing
    --remove-desk NAME        take a desk's access away; with --desk of that name it gets a new one
    --public-address NAME     the name under which AutoX3 reaches the relay by HTTPS
    --address HOST[:PORT]     what desks and relays connect to (127.0.0.1:4222: this machine alone)
    --nodes 3                 three servers that hold each message three times, with
    --node-addresses A,B,C    their HOST[:PORT[:ROUTE-PORT]] (4222 and 6222)
    --tls-cert FILE --tls-key FILE   the certificate for these addresses
    --ca FILE                 the certificates that it was issued by, where no public authority has
  The app secret is taken from FORECOURT_APP_SECRET, or entered in relay.json.
`;

const FLAGS = {
  init: { type: 'boolean' },
  folder: { type: 'string' },
  brand: { type: 'string' },
  desk: { type: 'string', multiple: true },
  'head-office': { type: 'string', multiple: true },
  'remove-desk': { type: 'string', multiple: true },
  'public-address': { type: 'string' },
  address: { type: 'string' },
  nodes: { type: 'string' },
  'node-addresses': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  ca: { type: 'string' },
} as const;

/** Reads the options of `--init`. Throws {@link UserError} with one sentence. */
export function readInitOptions(args: readonly string[]): InitOptions {
  const values = parsed(args);
  const desks = [
    ...(values.desk ?? []).map(deskOf),
    ...(values['head-office'] ?? []).map((name) => ({ name: nameOf(name, '--head-office'), shops: null })),
  ];
  const twice = desks.find(({ name }, index) => desks.findIndex((other) => other.name === name) < index);
  if (twice !== undefined)
    throw new UserError(`The desk ${twice.name} is named twice. Give all its shops in one --desk.`);
  return {
    folder: resolve(values.folder ?? 'relay'),
    brand: values.brand === undefined ? null : nameOf(values.brand, '--brand'),
    desks,
    removed: (values['remove-desk'] ?? []).map((name) => nameOf(name, '--remove-desk')),
    publicAddress: values['public-address'] === undefined ? null : publicAddressOf(values['public-address']),
    broker: brokerOf(values),
  };
}

const parsed = (args: readonly string[]) => parseStrictly(args, FLAGS).values;
type Values = ReturnType<typeof parsed>;

function brokerOf(values: Values): BrokerWanted | null {
  const { address, nodes, 'node-addresses': addresses, 'tls-cert': cert, 'tls-key': key, ca } = values;
  if ([address, nodes, addresses, cert, key, ca].every((value) => value === undefined)) return null;
  if (nodes !== undefined && nodes !== '1' && nodes !== '3')
    throw new UserError(`--nodes ${nodes.slice(0, 20)} is not possible: a broker has 1 server, or 3.`);
  if ((cert === undefined) !== (key === undefined))
    throw new UserError('A certificate needs its key: give both --tls-cert and --tls-key.');
  const servers = serversOf(values);
  const tls = cert === undefined || key === undefined ? null : { cert: resolve(cert), key: resolve(key) };
  const unnamed = servers.find(({ host }) => isIP(host.replace(/^\[|\]$/g, '')) !== 0);
  if (tls !== null && unnamed !== undefined)
    throw new UserError(
      `Certificates are checked for names: give the name of ${unnamed.host} in place of that address.`,
    );
  const open = servers.find(({ isLoopback }) => !isLoopback);
  if (open !== undefined && tls === null)
    throw new UserError(
      `Who connects to ${open.host} from another machine needs encryption: give a certificate for that name with --tls-cert and --tls-key, and with --ca what it was issued by unless a public authority has. docs/relay.md says how to get one.`,
    );
  // Servers check each other's certificates as clients too, which public authorities no longer issue certificates for.
  if (servers.length > 1 && tls !== null && ca === undefined)
    throw new UserError(
      'Three servers prove themselves to each other by certificates of an authority of your own: give its certificate with --ca. docs/relay.md says how to make one.',
    );
  return { servers, tls, ca: ca === undefined ? null : resolve(ca) };
}

function serversOf({ address, nodes, 'node-addresses': addresses }: Values): ServerAddress[] {
  if (nodes !== '3') {
    if (addresses !== undefined) throw new UserError('--node-addresses belongs to --nodes 3: give both, or --address.');
    return [serverAddress(address ?? '127.0.0.1')];
  }
  if (address !== undefined) throw new UserError('With --nodes 3 give --node-addresses in place of --address.');
  const texts = (addresses ?? '').split(',').filter((text) => text.trim() !== '');
  const servers = texts.map((text) => serverAddress(text.trim()));
  const different = new Set(servers.map(({ url }) => url));
  if (servers.length !== 3 || different.size !== 3)
    throw new UserError('With --nodes 3 give three different --node-addresses, with commas between them.');
  return servers;
}

function deskOf(text: string): NewDesk {
  const [name = '', ...rest] = text.split('=');
  const shops = rest
    .join('=')
    .split(',')
    .map((shop) => shop.trim())
    .filter((shop) => shop !== '');
  if (shops.length === 0)
    throw new UserError(
      `The desk "${text.slice(0, 40)}" names no shop: write --desk NAME=SHOP,SHOP with AutoX3's store ids, or --head-office NAME for all shops.`,
    );
  if (shops.length > 100 || shops.some((shop) => shop.length > 300))
    throw new UserError(`The desk "${text.slice(0, 40)}" may have 100 shops, with store ids of up to 300 characters.`);
  return { name: nameOf(name, '--desk'), shops: [...new Set(shops)] };
}

function nameOf(text: string, flag: string): string {
  if (RELAY_NAME.test(text)) return text;
  throw new UserError(
    `The name "${text.slice(0, 40)}" for ${flag} is not possible: use up to 32 small letters, digits and hyphens.`,
  );
}

function publicAddressOf(text: string): string {
  const host = text.replace(/^https:\/\//, '').replace(/\/$/, '');
  if (/^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$/.test(host)) return host;
  throw new UserError(
    `The public address "${text.slice(0, 80)}" is not a host name: write it like relay.example.com, without a path.`,
  );
}
