import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Obstacle, Status } from '../../shared/contract.ts';
import { type AppSecrets, fingerprint } from './app-secrets.ts';
import { Hub } from './board/hub.ts';
import { createRouter } from './board/router.ts';
import { createBoardServer } from './board/server.ts';
import type { Settings } from './data-folder.ts';
import { Intake } from './intake/intake.ts';
import type { IntakePolicy } from './intake/judge.ts';
import { createReceiver } from './receiver/receiver.ts';
import { openDatabase } from './store/database.ts';
import { StationReader } from './store/reader.ts';
import { WeakEnded } from './store/weak-ended.ts';
import { StationWriter } from './store/writer.ts';
import { UserError } from './user-error.ts';

/** All that a station is made of; time, secrets and the log come from outside. */
export type StationOptions = {
  dataFolder: string;
  /** The built page. */
  pageFolder: string;
  /** The address that both listeners bind to. */
  host: string;
  /** 0 is any free port. */
  receiverPort: number;
  boardPort: number;
  callbackKey: string;
  boardToken: string;
  appSecrets: AppSecrets;
  settings: Settings;
  version: string;
  log: Logger;
  clock: { now: () => number; elapsed: () => number };
  /** For tests: the size at which the disk is full, in pages of 4 kB. */
  maxPages?: number;
  /** For benchmarks: messages per commit. */
  batch?: number;
};

/** A running station: where it is reached, and how it ends. */
export type Station = { callback: string; board: string; api: string; stop: () => Promise<void> };

/** Search rows may trail by this much, in ms. */
const SEARCH_TRAILS_MS = 400;
/** How long requests under way may still take when the station stops, in ms. */
const STOP_WITHIN_MS = 1_500;
/** How soon search rows that could not be written, on a full disk say, are tried again, in ms. */
const SEARCH_AGAIN_MS = 2_000;
/** Check-ins that get their search row in one turn of the event loop. */
const SEARCH_SLICE = 500;

/**
 * Starts the receiving and storing part of Forecourt, with the board server beside it. Throws `DatabaseUnusable` or
 * `UserError`, each with a sentence for the person at the PC.
 */
export async function startStation(options: StationOptions): Promise<Station> {
  const { settings, appSecrets, log, clock } = options;
  const db = openDatabase(options.dataFolder, options.maxPages === undefined ? {} : { maxPages: options.maxPages });
  const writer = new StationWriter(db);
  const reader = new StationReader(db);
  const weakEnded = new WeakEnded(db);
  const startedAt = new Date(clock.now()).toISOString();
  const path = `/callback/${options.callbackKey}`;
  let notFound = 0;
  let storage: Obstacle | null = null;
  let callback = '';

  const obstacle = (): Obstacle | null =>
    storage ?? (policy().currentSecret === null && policy().previousSecret === null ? 'no-secret' : null);

  const policy = (): IntakePolicy => ({
    currentSecret: appSecrets.current,
    previousSecret: clock.now() < appSecrets.previousEnds ? appSecrets.previous : null,
    pin: settings.verification.dialect,
    acceptWeak: settings.verification.weakSignatures !== 'off',
    trustPath: settings.verification.trustPath,
    weakStillOpen: (secret, msgType) =>
      settings.verification.weakSignatures === 'on' || !weakEnded.has(fingerprintOf(secret), msgType),
  });

  const fingerprintOf = (secret: 'current' | 'previous'): string => fingerprint(appSecrets[secret] ?? '');

  const status = (): Status => ({
    version: options.version,
    startedAt,
    accepting: obstacle() === null,
    obstacle: obstacle(),
    callback: settings.publicAddress === null ? callback : new URL(path, settings.publicAddress).href,
    lastAcceptedAt:
      writer.figures.lastAcceptedAt === null ? null : new Date(writer.figures.lastAcceptedAt).toISOString(),
    lanes: writer.figures.lanes,
    quarantined: writer.figures.quarantined,
    otherMessages: writer.figures.otherMessages,
    notFound,
    shop: settings.shop,
  });

  const hub = new Hub({
    run: randomUUID().slice(0, 8),
    snapshot: () => ({ type: 'snapshot', cards: reader.boardCards(), status: status() }),
    card: (id, cause) => {
      const card = reader.card(id);
      return card === null ? null : { type: 'card', cause, card, lanes: writer.figures.lanes };
    },
    status: () => ({ type: 'status', status: status() }),
  });

  const search = keepSearchInStep(writer, log);

  function setStorage(reason: Obstacle | null): void {
    storage = reason;
    if (reason === null) log.info('messages are stored again');
    hub.publish([{ type: 'status' }]);
  }

  const intake = new Intake({
    ...(options.batch === undefined ? {} : { batch: options.batch }),
    writer,
    policy,
    clock,
    log,
    changed: (changes) => {
      hub.publish(changes.map(({ id, cause }) => ({ type: 'card', id: String(id), cause })));
      search.soon();
    },
    obstacle: setStorage,
    weakEnded: (secret, msgType) => {
      if (settings.verification.weakSignatures !== 'until-proven' || weakEnded.has(fingerprintOf(secret), msgType))
        return;
      try {
        weakEnded.add(fingerprintOf(secret), msgType);
        log.warn({ msgType }, 'weak signatures have ended for this message type: a full one was verified');
      } catch (error) {
        log.error({ err: error }, 'the end of weak signatures could not be stored; the next full signature ends them');
      }
    },
  });

  const receiver = createReceiver({
    intake,
    path,
    notFound: () => {
      notFound += 1;
    },
  });
  const router = createRouter({
    reader,
    writer,
    hub,
    status,
    now: clock.now,
    storageFailed: (reason) => log.error({ reason }, 'a move could not be stored'),
  });
  const board = await createBoardServer({
    router,
    token: options.boardToken,
    host: options.host,
    pageFolder: options.pageFolder,
    version: options.version,
    failed: (error) => log.debug({ err: error }, 'a request of the board failed'),
  });

  const stop = async (): Promise<void> => {
    // Whoever is being answered may have the answer; whoever is too slow comes again.
    const deadline = setTimeout(() => receiver.server.closeAllConnections(), STOP_WITHIN_MS);
    await Promise.all([receiver.close(), board.close()]);
    clearTimeout(deadline);
    intake.stop();
    search.stop();
    writer.close();
  };

  try {
    const receiverAddress = await listen(receiver, options.host, options.receiverPort, 'receiver');
    const boardAddress = await listen(board, options.host, options.boardPort, 'board');
    callback = `${receiverAddress}${path}`;
    search.soon();
    return {
      callback,
      board: `${boardAddress}/?token=${options.boardToken}`,
      api: `${boardAddress}/api/v1`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Listens, and answers the address by which this PC reaches the listener. */
async function listen(
  server: FastifyInstance,
  host: string,
  port: number,
  what: 'receiver' | 'board',
): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const flag = `--${what}-port`;
    if (code === 'EADDRINUSE') {
      throw new UserError(
        `Port ${port} is already in use, so the ${what} cannot start. End the other program or choose another port with ${flag}.`,
      );
    }
    if (code === 'EACCES')
      throw new UserError(`Port ${port} needs more rights than Forecourt has. Choose one above 1023 with ${flag}.`);
    throw new UserError(
      `The address ${host} cannot be listened on (${String(code)}). Choose one of this PC with --host.`,
    );
  }
  const { port: actual } = server.server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${actual}`;
}

/** Writes search rows in small slices, a moment after the check-ins, so that no acknowledgement waits for them. */
function keepSearchInStep(writer: StationWriter, log: Logger): { soon: () => void; stop: () => void } {
  let timer: NodeJS.Timeout | null = null;
  let failing = false;
  const slice = (): void => {
    timer = null;
    try {
      if (writer.search.catchUp(SEARCH_SLICE) === SEARCH_SLICE) timer = setTimeout(slice, 0);
      failing = false;
    } catch (error) {
      if (!failing) log.error({ err: error }, 'search rows could not be written');
      failing = true;
      timer = setTimeout(slice, SEARCH_AGAIN_MS);
    }
  };
  return {
    soon: () => {
      timer ??= setTimeout(slice, SEARCH_TRAILS_MS);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
