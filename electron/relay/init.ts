import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { joinText } from '../../shared/relay-join.ts';
import { codeOf, readJson } from '../station/json-file.ts';
import { UserError } from '../station/user-error.ts';
import { brokerVersion } from './broker-program.ts';
import { addDesk, brandOf, newBrand, newUser, removeDesk } from './change-config.ts';
import { givenSecret } from './given-secret.ts';
import { type BrokerWanted, type InitOptions, readInitOptions } from './init-options.ts';
import { initReport } from './init-report.ts';
import type { RelayConfig } from './relay-config.ts';
import { serverAddress } from './server-address.ts';
import {
  bytesForBrands,
  CONFIG_FILE,
  newServerFolders,
  readCertificates,
  standingServerFolders,
  writeAccounts,
  writeConfig,
  writeServers,
} from './set-up-files.ts';
import { UnfinishedConfig } from './unfinished-config.ts';

const HERE_ALONE: BrokerWanted = { servers: [serverAddress('127.0.0.1')], tls: null, ca: null };
/** Where nothing is said of the brand, and there is none yet. */
const FIRST_BRAND = 'main';

/**
 * Writes the set-up of a broker and a relay, or adds desks and brands to one that stands, and answers what is to be done with it,
 * with the keys that have to be entered elsewhere. What somebody has changed stays: only what is made of relay.json is
 * made anew. Throws {@link UserError}.
 */
export function runInit(args: readonly string[], env: NodeJS.ProcessEnv): string {
  const options = readInitOptions(args);
  const secret = givenSecret(env);
  try {
    return setUp(options, secret);
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError(
      `The set-up could not be written to ${options.folder} (${codeOf(error)}). Mend that, and try again.`,
    );
  }
}

function setUp(options: InitOptions, secret: string | null): string {
  const { folder, desks, removed } = options;
  const isFirst = !existsSync(join(folder, CONFIG_FILE));
  const wanted = options.broker ?? HERE_ALONE;
  const config = isFirst ? firstConfig(options, wanted) : standing(options);
  const serverFolders = isFirst ? newServerFolders(folder, wanted.servers.length) : standingServerFolders(folder);
  const { brand, isNew } = brandOf(config, options.brand);
  // What is set stays: it may have been changed since.
  const isFilled = brand.appSecret === '' && secret !== null;
  if (isFilled) brand.appSecret = secret;
  for (const name of removed) removeDesk(brand, name);
  const { servers } = config;
  const ca = readCertificates(config.ca);
  const added = desks.map((desk) => {
    const seed = addDesk(brand, desk);
    const text =
      seed === null ? null : joinText({ servers, brand: brand.name, desk: desk.name, shops: desk.shops, seed, ca });
    return { desk, text };
  });
  const durability = isFirst ? writeServers(serverFolders, wanted, brokerVersion()) : null;
  writeConfig(folder, config);
  writeAccounts(serverFolders, config);
  const isNewBrand = isNew || isFirst;
  return initReport({ options, config, serverFolders, brand, isNewBrand, isFilled, added, durability });
}

function standing({ folder, broker }: InitOptions): RelayConfig {
  const file = join(folder, CONFIG_FILE);
  if (broker !== null)
    throw new UserError(
      `${file} is there already: leave out addresses and certificates, which are changed in the files themselves, or choose another --folder.`,
    );
  return readJson<RelayConfig>(file, UnfinishedConfig, () => {
    throw new UserError(`The file ${file} has just gone. Try again.`);
  });
}

function firstConfig({ folder, brand, desks }: InitOptions, { servers, tls, ca }: BrokerWanted): RelayConfig {
  if (desks.length === 0)
    throw new UserError(
      'Nobody would read what the relay receives: name a desk and its stores, --desk front=17 say, or --head-office NAME.',
    );
  return UnfinishedConfig.parse({
    name: 'relay-1',
    servers: servers.map(({ url }) => `${tls === null ? 'nats' : 'tls'}://${url}`),
    seed: newUser().seed,
    ca,
    brands: [newBrand(brand ?? FIRST_BRAND)],
    replicas: servers.length === 1 ? 1 : 3,
    maxBytes: bytesForBrands(folder),
  });
}
