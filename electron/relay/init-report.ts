import { join } from 'node:path';
import { pathOf } from '../station/callback-paths.ts';
import type { InitOptions, NewDesk } from './init-options.ts';
import type { RelayBrand, RelayConfig } from './relay-config.ts';
import { CONFIG_FILE, isOneServer } from './set-up-files.ts';

export type InitDone = {
  options: InitOptions;
  config: RelayConfig;
  /** Of each server of the broker. */
  serverFolders: string[];
  brand: RelayBrand;
  isNewBrand: boolean;
  /** Whether the app secret of the brand was missing, and is there now. */
  isFilled: boolean;
  /** The desks that were asked for, with the text that is to be pasted there, which nothing else keeps; null where one is in already. */
  added: { desk: NewDesk; text: string | null }[];
  /** What a power cut may cost with this broker, as a sentence; null where it was set up before. */
  durability: string | null;
};

/** What was done, and what is to be done now, as the lines that the command prints. */
export function initReport(done: InitDone): string {
  const { options, durability } = done;
  const steps = durability === null ? laterSteps(done) : firstSteps(done, durability);
  return [
    durability !== null
      ? `The set-up is in ${options.folder}.`
      : `The set-up in ${options.folder} was changed; what you changed there stays.`,
    '',
    ...steps.flatMap(([first, ...rest], index) => [`${index + 1}. ${first}`, ...rest.map((line) => `   ${line}`), '']),
    ...(done.added.some(({ text }) => text !== null)
      ? ['The texts of the desks are keys. They are kept nowhere, and cannot be shown again.', '']
      : []),
  ].join('\n');
}

type Step = string[];

function firstSteps(done: InitDone, durability: string): Step[] {
  const { config, options, serverFolders: folders } = done;
  return [
    folders.length === 1
      ? ['Start the broker:', ...folders.map(startBroker), durability]
      : [
          'Bring each folder to the same place on its machine, and start each server:',
          ...folders.map((folder, index) => `${config.servers[index]}: ${startBroker(folder)}`),
          durability,
        ],
    ...secretStep(done),
    ['Start the relay:', `npm run relay -- --config ${join(options.folder, CONFIG_FILE)}`],
    callbackStep(done),
    ...deskSteps(done),
  ];
}

function laterSteps(done: InitDone): Step[] {
  const { options, serverFolders, isNewBrand, isFilled, added } = done;
  return [
    [
      isOneServer(serverFolders)
        ? 'Have the broker read the change, twice, since 2.9 lets a new desk in with the second time only:'
        : `Copy accounts.conf from ${serverFolders[0]} to the other servers, and have each read it, twice, since 2.9 lets a new desk in with the second time only:`,
      'nats-server --signal reload; sleep 2; nats-server --signal reload',
      'No connection is interrupted but that of a desk that was removed.',
    ],
    ...secretStep(done),
    ...(isNewBrand || isFilled || options.removed.length > 0 || added.some(({ text }) => text !== null)
      ? [['Start the relay again, so that it knows of the change.']]
      : []),
    ...(isNewBrand || options.publicAddress !== null ? [callbackStep(done)] : []),
    ...deskSteps(done),
  ];
}

const startBroker = (folder: string): string => `nats-server -c ${join(folder, 'nats-server.conf')}`;

function secretStep({ brand, options }: InitDone): Step[] {
  if (brand.appSecret !== '') return [];
  return [[`Enter AutoX3's app secret of ${brand.name} as "appSecret" in ${join(options.folder, CONFIG_FILE)}.`]];
}

function callbackStep({ brand, config, options }: InitDone): Step {
  const host = options.publicAddress ?? 'THE-NAME-OF-YOUR-PROXY';
  const [newest = ''] = brand.callbackKeys;
  return [
    `Have your proxy forward https://${host} to http://${config.host}:${config.port}, and give AutoX3 this callback address of ${brand.name}:`,
    `https://${host}${pathOf(newest)}`,
  ];
}

function deskSteps({ added }: InitDone): Step[] {
  return added.map(({ desk: { name, shops }, text }) => {
    const sees = shops === null ? 'all shops, read only' : `shops ${shops.join(', ')}`;
    return text === null
      ? [`The desk ${name} (${sees}) is in already. With --remove-desk ${name} as well it gets a new text.`]
      : [`At the desk ${name} (${sees}) paste this under Settings > Relay:`, text];
  });
}
