import { fromSeed } from '@nats-io/nkeys';
import { quoted } from './broker-config.ts';
import { deskConsumers, inboxPrefix, ledgerStream, messageStream, unverifiedStream } from './names.ts';
import type { RelayBrand, RelayConfig } from './relay-config.ts';

/** A desk that the set-up has let in: the broker knows the public part of its key. */
type KnownDesk = { brand: string; name: string; publicKey: string; shops: readonly string[] | null };

/**
 * Who may do what at the broker. The relay's account holds the streams; each desk has an account of its own, and of the relay's is
 * given just the calls with which it reads its own consumers. Rights to publish alone would not do: the broker sends its answer
 * to any subject that a call names, so whoever shares the account could have it write into the ledger, or into the messages
 * of another shop.
 */
export function brokerAccounts(config: Pick<RelayConfig, 'seed' | 'brands'>): string {
  const desks = config.brands.flatMap(knownDesks);
  return [
    '# Who may do what at the broker. It is made of relay.json, and made anew by "--init": change nothing here.',
    'accounts {',
    '  "RELAY" {',
    '    jetstream: enabled',
    `    users: [ ${user(publicKeyOf(config.seed), relayMayPublish(config.brands), ['_INBOX.>'])} ]`,
    '    exports: [',
    ...desks.flatMap((desk) => callsOf(desk).map((call) => `      ${exported(desk, call)}`)),
    '    ]',
    '  }',
    ...desks.flatMap(deskAccount),
    '}',
    '',
  ].join('\n');
}

function knownDesks({ name: brand, desks }: RelayBrand): KnownDesk[] {
  return desks.flatMap(({ publicKey, ...desk }) => (publicKey === undefined ? [] : [{ ...desk, brand, publicKey }]));
}

/** A call that a desk may make; what it fetches is many answers. */
type Call = { subject: string; answers: 'singleton' | 'stream' };

function callsOf({ brand, name, shops }: KnownDesk): Call[] {
  return deskConsumers(brand, name, shops).flatMap(({ stream, name: consumer }) => [
    { subject: `$JS.API.CONSUMER.INFO.${stream}.${consumer}`, answers: 'singleton' },
    { subject: `$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, answers: 'stream' },
    { subject: `$JS.ACK.${stream}.${consumer}.>`, answers: 'singleton' },
  ]);
}

const accountOf = ({ brand, name }: KnownDesk): string => quoted(`${brand}_${name}`);

const exported = (desk: KnownDesk, { subject, answers }: Call): string =>
  `{ service: ${quoted(subject)}, response: ${answers}, accounts: [ ${accountOf(desk)} ] }`;

function imported({ subject }: Call): string {
  return `{ service: { account: "RELAY", subject: ${quoted(subject)} }, to: ${quoted(nameHere(subject))} }`;
}

/** Under their own name the calls of the API would ask the desk's account for streams of its own, which it has none of. */
const nameHere = (subject: string): string => subject.replace(/^\$JS\.API\./, 'relay.API.');

function deskAccount(desk: KnownDesk): string[] {
  const calls = callsOf(desk);
  // Which of both names a server asks the rights for depends on its version.
  const subjects = [...new Set(calls.flatMap(({ subject }) => [subject, nameHere(subject)]))];
  return [
    `  ${accountOf(desk)} {`,
    `    users: [ ${user(desk.publicKey, subjects, [`${inboxPrefix(desk.brand, desk.name)}.>`])} ]`,
    '    mappings: { "$JS.API.>": "relay.API.>" }',
    '    imports: [',
    ...calls.map((call) => `      ${imported(call)}`),
    '    ]',
    '  }',
  ];
}

/** Publish, and make or bring up to date what belongs to its brands; it never deletes, empties or fetches. */
function relayMayPublish(brands: readonly RelayBrand[]): string[] {
  return [
    '$JS.API.INFO',
    ...brands.flatMap(({ name }) => [
      `autox3.${name}.>`,
      `autox3-unverified.${name}.*`,
      `autox3-ledger.${name}.>`,
      ...[messageStream(name), unverifiedStream(name), ledgerStream(name)].flatMap((stream) => [
        `$JS.API.STREAM.CREATE.${stream}`,
        `$JS.API.STREAM.UPDATE.${stream}`,
        `$JS.API.STREAM.INFO.${stream}`,
        `$JS.API.CONSUMER.CREATE.${stream}.>`,
        `$JS.API.CONSUMER.INFO.${stream}.*`,
        `$JS.API.CONSUMER.LIST.${stream}`,
      ]),
    ]),
  ];
}

function user(publicKey: string, publish: readonly string[], subscribe: readonly string[]): string {
  const list = (subjects: readonly string[]): string => `[ ${subjects.map(quoted).join(', ')} ]`;
  return `{ nkey: ${publicKey}, permissions: { publish: ${list(publish)}, subscribe: ${list(subscribe)} } }`;
}

/** What the broker knows of a seed. */
export function publicKeyOf(seed: string): string {
  return fromSeed(new TextEncoder().encode(seed)).getPublicKey();
}
