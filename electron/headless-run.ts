import { join, resolve } from 'node:path';
import { type Logger, pino } from 'pino';
import { runDemo } from './demo.ts';
import { isAnswering, isLocked, runDoctor } from './headless-doctor.ts';
import { onceAskedToStop } from './on-signal.ts';
import { HELP, type HeadlessOptions, readHeadlessOptions, type StationOptions } from './options.ts';
import { installService, removeService, type ServiceProgram } from './service/service.ts';
import { thisPc } from './service/this-pc.ts';
import { loadAppSecrets } from './station/app-secrets.ts';
import { restoreOffline } from './station/backup/restore-offline.ts';
import { prepareDataFolder } from './station/data-folder.ts';
import type { StartedBy } from './station/doctor/facts.ts';
import { KeptSecrets } from './station/kept-secrets.ts';
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
    process.exitCode ??= 1;
  }
}

async function run(options: HeadlessOptions, log: Logger): Promise<void> {
  switch (options.command) {
    case 'help':
      process.stdout.write(HELP);
      return;
    case 'rederive':
      return runRederive(options.dataFolder);
    case 'restore':
      return runRestore(options.dataFolder, options.restoreFrom, log);
    case 'demo':
      return runDemo((dataFolder, secret) => start({ ...options, dataFolder }, 'person', secret, log), log);
    case 'doctor': {
      // What keeps it from looking is a problem.
      process.exitCode = 2;
      const { report, exitCode } = await runDoctor({ ...options, version: VERSION, env: process.env });
      process.stdout.write(report);
      process.exitCode = exitCode;
      return;
    }
    case 'install-service':
      return runInstall(options.dataFolder, options.args);
    case 'remove-service':
      return say(await removeService(thisPc(process.env)));
    case 'station': {
      const station = await start(options, options.isService ? 'service' : 'person', null, log);
      onceAskedToStop(() => station.stop());
    }
  }
}

/** Starts the station, and again when it asks for it: `stop` stops the one that runs then. */
async function start(
  options: StationOptions,
  startedBy: StartedBy,
  secret: string | null,
  log: Logger,
): Promise<Station> {
  let isStopped = false;
  const restart = async (): Promise<void> => {
    const before = await running;
    await before.stop();
    if (isStopped) return;
    // Where it was asked for any free port it stays at the one that it had.
    const [receiverPort, boardPort] = [before.callback, before.board].map((address) => Number(new URL(address).port));
    running = startOnce(
      { ...options, receiverPort: receiverPort ?? 0, boardPort: boardPort ?? 0 },
      startedBy,
      secret,
      log,
      restart,
    );
    await running;
  };
  // One that meets damage asks for it while it starts.
  let running = startOnce(options, startedBy, secret, log, restart);
  return {
    ...(await running),
    stop: async () => {
      isStopped = true;
      await (await running).stop();
    },
  };
}

async function startOnce(
  options: StationOptions,
  startedBy: StartedBy,
  secret: string | null,
  log: Logger,
  restart: () => Promise<void>,
): Promise<Station> {
  const { dataFolder, host, receiverPort, boardPort } = options;
  prepareDataFolder(dataFolder);
  const secrets = new KeptSecrets(readSecrets(dataFolder), 'file', async (changed) => {
    writeSecrets(dataFolder, changed);
    return 'file';
  });
  const env = secret === null ? process.env : { FORECOURT_APP_SECRET: secret };
  const station = await setUpStation({
    dataFolder,
    pageFolder: join(import.meta.dirname, '../renderer'),
    host,
    receiverPort,
    boardPort,
    secrets,
    appSecrets: await loadAppSecrets(env, secrets, Date.now()),
    version: VERSION,
    startedBy,
    log,
    kill: isSupervised(process.env) ? () => process.kill(process.pid, 'SIGKILL') : undefined,
    restart: () => {
      restart().catch((error: unknown) => {
        log.fatal({ err: error }, 'the station could not be started again');
        process.exit(1);
      });
    },
  });
  const { callback, board, api } = station;
  process.stdout.write(`${JSON.stringify({ event: 'ready', callback, board, api, token: secrets.all.boardToken })}\n`);
  return station;
}

/** Whether systemd runs this process as a unit of its own, which starts it again. */
function isSupervised(env: NodeJS.ProcessEnv): boolean {
  return env.INVOCATION_ID !== undefined && env.SYSTEMD_EXEC_PID === String(process.pid);
}

/** The service is this program, as it was started now. */
async function runInstall(dataFolder: string, args: readonly string[]): Promise<void> {
  if (await isAnswering(dataFolder)) {
    throw new UserError(`A station runs with the data folder ${dataFolder}. Stop it first, then install the service.`);
  }
  if (isLocked(dataFolder)) {
    throw new UserError(
      `The secrets of ${dataFolder} are protected by the desktop app, which alone can read them. Choose another folder with --data.`,
    );
  }
  const [program = ''] = process.argv.slice(1);
  const service: ServiceProgram = {
    node: process.execPath,
    args: [...process.execArgv, program, ...args],
    dataFolder: resolve(dataFolder),
  };
  say(await installService(service, thisPc(process.env)));
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
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

/** Restores the newest good backup of a folder into a data folder that no station uses, on a new PC say. */
async function runRestore(dataFolder: string, folder: string, log: Logger): Promise<void> {
  prepareDataFolder(dataFolder);
  const restored = await restoreOffline({ dataFolder, folder, now: Date.now(), log });
  process.stdout.write(`${JSON.stringify({ event: 'restored', ...restored })}\n`);
}
