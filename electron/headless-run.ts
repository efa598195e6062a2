import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { runDemo } from './demo.ts';
import { HELP, type HeadlessOptions, readHeadlessOptions } from './options.ts';
import { type KeepSecrets, loadAppSecrets } from './station/app-secrets.ts';
import { prepareDataFolder } from './station/data-folder.ts';
import { readSecrets, writeSecrets } from './station/secrets.ts';
import { setUpStation } from './station/set-up.ts';
import type { Station } from './station/station.ts';
import { DatabaseUnusable, isStorageError, openDatabase } from './station/store/database.ts';
import { rederive } from './station/store/rederive.ts';
import { UserError } from './station/user-error.ts';

const VERSION = import.meta.env.APP_VERSION;

/** Runs what the command line asks for. A mistake of the user's ends it with one sentence and exit code 1. */
export async function runHeadless(args: readonly string[]): Promise<void> {
  try {
    const options = readHeadlessOptions(args, process.env);
    await run(options, pino({ level: options.logLevel, base: null }, pino.destination({ fd: 2, sync: true })));
  } catch (error) {
    if (!(error instanceof UserError || error instanceof DatabaseUnusable)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function run(options: HeadlessOptions, log: Logger): Promise<void> {
  switch (options.command) {
    case 'help':
      process.stdout.write(HELP);
      return;
    case 'rederive':
      return runRederive(options.dataFolder);
    case 'demo':
      return runDemo((dataFolder, secret) => start({ ...options, dataFolder }, secret, log), log);
    case 'station': {
      const station = await start(options, null, log);
      onceAskedToStop(() => station.stop());
    }
  }
}

async function start(options: HeadlessOptions, secret: string | null, log: Logger): Promise<Station> {
  const { dataFolder, host, receiverPort, boardPort } = options;
  prepareDataFolder(dataFolder);
  const secrets = readSecrets(dataFolder);
  const keep: KeepSecrets = async (changed) => {
    writeSecrets(dataFolder, changed);
    return 'file';
  };
  const env = secret === null ? process.env : { FORECOURT_APP_SECRET: secret };
  const station = await setUpStation({
    dataFolder,
    pageFolder: join(import.meta.dirname, '../renderer'),
    host,
    receiverPort,
    boardPort,
    secrets,
    appSecrets: await loadAppSecrets(env, secrets, 'file', keep, Date.now()),
    version: VERSION,
    log,
  });
  const { callback, board, api } = station;
  process.stdout.write(`${JSON.stringify({ event: 'ready', callback, board, api, token: secrets.boardToken })}\n`);
  return station;
}

/** Ends the process in order at the first signal; a second one ends it at once. */
function onceAskedToStop(stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void stop().then(() => process.exit(0));
    });
  }
}

function runRederive(dataFolder: string): void {
  prepareDataFolder(dataFolder);
  const db = openDatabase(dataFolder);
  try {
    const result = rederive(db, (done, total) => process.stderr.write(`${done} of ${total} messages\n`));
    process.stdout.write(`${JSON.stringify({ event: 'rederived', ...result })}\n`);
  } catch (error) {
    if (!isStorageError(error)) throw error;
    throw new UserError(`The check-ins could not be derived again, and are as they were: ${String(error)}.`);
  } finally {
    db.close();
  }
}
