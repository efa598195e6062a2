import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { runDemo } from './demo.ts';
import { HELP, type HeadlessOptions, readOptions } from './headless-options.ts';
import { type AppSecrets, loadAppSecrets } from './station/app-secrets.ts';
import { prepareDataFolder, readSecrets, readSettings } from './station/data-folder.ts';
import { type Station, type StationOptions, startStation } from './station/station.ts';
import { DatabaseUnusable, isStorageError, openDatabase } from './station/store/database.ts';
import { rederive } from './station/store/rederive.ts';
import { UserError } from './station/user-error.ts';

const VERSION = import.meta.env.APP_VERSION;

/** Runs what the command line asks for. A mistake of the user's ends it with one sentence and exit code 1. */
export async function runHeadless(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args, process.env);
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
      return runDemo((dataFolder, secret) =>
        start({ ...options, dataFolder }, { current: secret, previous: null, previousEnds: 0 }, log),
      );
    case 'station': {
      const station = await start(options, null, log);
      onceAskedToStop(() => station.stop());
    }
  }
}

async function start(options: HeadlessOptions, given: AppSecrets | null, log: Logger): Promise<Station> {
  const { dataFolder, host, receiverPort, boardPort } = options;
  prepareDataFolder(dataFolder);
  const settings = readSettings(dataFolder);
  const secrets = readSecrets(dataFolder);
  const appSecrets = given ?? loadAppSecrets(process.env, dataFolder, secrets, Date.now());
  if (appSecrets.current === null) {
    log.warn(
      'No app secret is set, so no check-in can be accepted yet; what arrives is kept in quarantine. Set FORECOURT_APP_SECRET and start again.',
    );
  }
  if (settings.verification.weakSignatures !== 'off') {
    log.warn(
      'Weak signatures are accepted: whoever sees a few dozen of them can compute the app secret. Keep the callback address secret, and use HTTPS.',
    );
    for (const secret of [appSecrets.current, appSecrets.previous]) {
      if (secret === null || secret.length >= 32) continue;
      log.warn('An app secret is shorter than 32 characters: no weak signature made with it can ever be accepted.');
    }
  }
  if (settings.verification.trustPath) {
    log.warn(
      'The path is trusted: messages are accepted whose signature proves nothing. Turn trustPath off as soon as signatures verify.',
    );
  }
  const station = await startStation({
    dataFolder,
    pageFolder: join(import.meta.dirname, '../renderer'),
    host,
    receiverPort,
    boardPort,
    callbackKey: secrets.callbackKey,
    boardToken: secrets.boardToken,
    appSecrets,
    settings,
    version: VERSION,
    log,
    clock: { now: Date.now, elapsed: () => performance.now() },
  } satisfies StationOptions);
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
