import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { Access } from '../../shared/access.ts';
import { type SheetAsk, type SheetToMake, type ToMain, ToStation } from '../../shared/station-process.ts';
import { loadAppSecrets } from './app-secrets.ts';
import type { PagePort } from './board/ports.ts';
import { prepareDataFolder } from './data-folder.ts';
import { watchDesk } from './desk-watch.ts';
import { type KeepSecrets, KeptSecrets } from './kept-secrets.ts';
import { setUpStation } from './set-up.ts';
import type { Sheets } from './sheets.ts';
import type { Station } from './station.ts';
import { DatabaseUnusable, isDamage } from './store/database.ts';
import { UserError } from './user-error.ts';

// The station as the desktop app runs it: in a utility process, told what to do by main. The only file that touches
// process.parentPort.

type Start = Extract<ToStation, { type: 'start' }>;

/** A message is left so long to go out before this thread ends or is at work, in ms. */
const TO_GO_OUT_MS = 100;

const { parentPort } = process;
const tell = (message: ToMain): void => parentPort.postMessage(message);
const keeping = new Map<number, (protection: 'key-store' | 'weak' | 'file' | 'environment' | null) => void>();
const ending = new AbortController();
const pagesWaiting: { port: PagePort; access: Access }[] = [];
let station: Station | null = null;
let log = pino({ level: 'silent' });
let asleepSince: number | null = null;

/** Has main keep the secrets: it alone can reach the system's key store. */
const keepSecrets: KeepSecrets = async (secrets) => {
  const id = keeping.size + 1;
  const protection = await new Promise<Parameters<NonNullable<ReturnType<typeof keeping.get>>>[0]>((resolve) => {
    keeping.set(id, resolve);
    tell({ type: 'keep-secrets', id, secrets });
  });
  if (protection === null) throw new UserError('The secrets could not be kept on this PC.');
  return protection;
};

async function start(options: Start): Promise<void> {
  const { dataFolder } = options;
  const secrets = new KeptSecrets(options.secrets, options.protection, keepSecrets);
  log = pino(
    { level: options.logLevel, base: null },
    pino.destination({ dest: options.logFile, sync: true, mkdir: true }),
  );
  prepareDataFolder(dataFolder);
  const started = await setUpStation({
    dataFolder,
    pageFolder: options.pageFolder,
    host: options.host,
    receiverPort: options.receiverPort,
    boardPort: options.boardPort,
    secrets,
    appSecrets: await loadAppSecrets(process.env, secrets, Date.now()),
    version: options.version,
    startedBy: 'app',
    log,
    restart,
    // Main starts it again.
    kill: () => process.kill(process.pid, 'SIGKILL'),
    longStart: async (work) => {
      tell({ type: 'still-starting', work });
      await sleep(TO_GO_OUT_MS);
    },
  });
  station = started;
  started.sheets.setPrinting(options.printing);
  for (const { port, access } of pagesWaiting.splice(0)) started.connectPage(port, access);
  tell({ type: 'ready' });
  started.sheets.connectPrinter(() => tell({ type: 'sheets-waiting' }));
  watchDesk(started.watch(ending.signal), tell).catch((error: unknown) => {
    // Damage has the station started anew in order.
    if (!isDamage(error)) crashed(error);
  });
}

/** Main starts a station that has ended again, at once. */
function restart(): void {
  void stop();
}

function failed(error: unknown): void {
  const isExpected = error instanceof UserError || error instanceof DatabaseUnusable;
  log.fatal({ err: error }, 'the station could not start');
  tell({ type: 'cannot-start', said: isExpected ? error.message : '' });
  process.exitCode = 1;
  setTimeout(() => process.exit(1), TO_GO_OUT_MS);
}

async function stop(): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort();
  await station?.stop();
  process.exit(0);
}

function power(what: 'suspend' | 'resume'): void {
  station?.beat();
  if (what === 'suspend') {
    asleepSince = Date.now();
    log.warn('this PC goes to sleep: check-ins made from now on may be missed');
    return;
  }
  const minutes = asleepSince === null ? null : Math.round((Date.now() - asleepSince) / 60_000);
  asleepSince = null;
  log.warn({ minutes }, 'this PC woke from sleep: check-ins made meanwhile may be missing');
  station?.woke();
}

/** Does what main asks of the ledger of sheets. */
function sheetOf(sheets: Sheets, ask: SheetAsk): SheetToMake | null {
  switch (ask.what) {
    case 'begin':
      return sheets.begin(ask.checkInId, ask.where, ask.printer);
    case 'take':
      return sheets.take(ask.printer);
    case 'end':
      sheets.end(ask.print, ask.result, ask.problem);
      return null;
  }
}

function answerSheetAsk(call: number, ask: SheetAsk): void {
  try {
    if (station === null) throw new Error('the station is not there yet');
    tell({ type: 'sheet-answer', call, isStored: true, sheet: sheetOf(station.sheets, ask) });
  } catch (error) {
    log.error({ err: error, what: ask.what }, 'the ledger of sheets could not be written');
    tell({ type: 'sheet-answer', call, isStored: false, sheet: null });
  }
}

/** Whatever nobody expected ends this process, and main starts it afresh: a station in an unknown state must not go on. */
function crashed(error: unknown): void {
  log.fatal({ err: error }, 'the station crashed');
  process.exit(1);
}
process.on('uncaughtException', crashed);
process.on('unhandledRejection', crashed);

parentPort.on('message', ({ data, ports }) => {
  const message = ToStation.parse(data);
  switch (message.type) {
    case 'start':
      start(message).catch(failed);
      return;
    case 'page': {
      const [port] = ports;
      if (port === undefined) return;
      const access: Access = { role: message.role, device: null };
      if (station === null) pagesWaiting.push({ port, access });
      else station.connectPage(port, access);
      return;
    }
    case 'printing':
      station?.sheets.setPrinting(message.printing);
      return;
    case 'sheet-ask':
      answerSheetAsk(message.call, message.ask);
      return;
    case 'rung':
      station?.rung(message.ids);
      return;
    case 'power':
      power(message.what);
      return;
    case 'secrets-kept':
      keeping.get(message.id)?.(message.protection);
      return;
    case 'stop':
      void stop();
  }
});
