import { join } from 'node:path';
import { app, type BrowserWindow, MessageChannelMain, safeStorage, session, shell, utilityProcess } from 'electron';
import type { Logger } from 'pino';
import type { Role } from '../../shared/access.ts';
import { CHANNELS, type DesktopState, type HelpLink } from '../../shared/desktop.ts';
import type { DesktopSettings } from '../../shared/desktop-settings.ts';
import { Mute } from '../../shared/mute.ts';
import { RingBell } from '../../shared/ring-bell.ts';
import type { SecretProtection } from '../../shared/settings.ts';
import type { ToMain, UnaskedPrinting } from '../../shared/station-process.ts';
import type { DesktopOptions } from '../options.ts';
import { helpAddress } from '../policy/help-links.ts';
import { HIDDEN_FLAG } from '../policy/login-item.ts';
import { setAppMenu } from './app-menu.ts';
import { serveApp } from './app-protocol.ts';
import { DeskWatch, waitingIds, waitingSince } from './desk.ts';
import { DesktopMemory } from './desktop-file.ts';
import { askToQuit, askWhereToSave, explainTray } from './dialogs.ts';
import { dropOldSheets, keepSheet, savePdf } from './kept-sheets.ts';
import { stationLogFile } from './log.ts';
import { loginState, setStartAtLogin } from './login-item.ts';
import { MainWindow } from './main-window.ts';
import { Notifier, notificationSettingsAddress } from './notifications.ts';
import { answerPages, type ConnectedPage } from './page-calls.ts';
import { secureSession } from './page-security.ts';
import { AwakeWhileReceiving, watchPower } from './power.ts';
import { Printer } from './printer.ts';
import { RingWindow } from './ring-window.ts';
import { SecretVault } from './secrets.ts';
import { SheetLedger } from './sheet-ledger.ts';
import { SheetWindows } from './sheet-window.ts';
import { shellView } from './shell-view.ts';
import { type SaidByStation, StationProcess } from './station-process.ts';
import { showBadge, TrayIcon } from './tray.ts';
import { createUpdates, findUpdateSource, loadUpdater } from './updates.ts';
import { pluggedIn, WallWindow } from './wall-window.ts';
import { createWords } from './words.ts';

/** From package.json; null where it names none. */
const HOMEPAGE: string | null = import.meta.env.HOMEPAGE;
const PAGE_FOLDER = join(import.meta.dirname, '../renderer');
/** What each page may do over its port. */
const ROLES_OF_PAGES = { board: 'manager', wall: 'wall', sheet: 'desk' } as const satisfies Record<ConnectedPage, Role>;
/** What changes within this time, in ms, is shown at once: a burst must not redraw the tray for each check-in. */
const REFRESH_MS = 100;
/** The app may run for months: kept sheets that are too old are looked for so often, in ms. */
const DROP_SHEETS_EVERY_MS = 86_400_000;

/** Runs the desktop app around the station, once Electron is ready. Wires the parts; what they decide is theirs. */
export function runDesktop(options: DesktopOptions, version: string, log: Logger): void {
  const { dataFolder } = options;
  const now = (): number => Date.now();
  const memory = new DesktopMemory(dataFolder, log);
  const words = createWords();
  const { say } = words;
  const vault = new SecretVault(dataFolder, safeStorage, process.platform === 'linux', log);
  const deskWatch = new DeskWatch();
  const awake = new AwakeWhileReceiving();
  // Asked rarely: the answer comes from the system's own settings, and takes its time.
  let login = loginState(options.args);
  let protection: SecretProtection | null = null;
  let phase: 'running' | 'stopping' | 'stopped' = 'running';
  const pagesWaiting = new Set<ConnectedPage>();
  let isFailing = false;
  let isAskedToQuit = false;
  let refreshing: NodeJS.Timeout | null = null;

  words.choose(memory.get('settings').language, app.getPreferredSystemLanguages());
  secureSession(session.defaultSession, log);
  serveApp(PAGE_FOLDER, dataFolder, log);
  app.setAboutPanelOptions({ applicationName: 'Forecourt', applicationVersion: version });

  const mute = new Mute({
    now,
    recall: () => memory.get('mutedUntil'),
    remember: (mutedUntil) => memory.set({ mutedUntil }),
    changed: () => {
      bell.update();
      refresh();
    },
  });

  const station = new StationProcess({
    fork: () =>
      utilityProcess.fork(join(import.meta.dirname, 'station.js'), [], {
        serviceName: 'Forecourt station',
        stdio: ['ignore', 'ignore', 'pipe'],
        execArgv: ['--max-semi-space-size=8'],
      }),
    startMessage: async () => {
      const loaded = await vault.load();
      protection = loaded.protection;
      const { host, receiverPort, boardPort, logLevel } = options;
      const where = { dataFolder, pageFolder: PAGE_FOLDER, logFile: stationLogFile(dataFolder), logLevel };
      const printing = unaskedPrinting(memory.get('settings'));
      return { type: 'start', ...where, host, receiverPort, boardPort, version, ...loaded, printing };
    },
    log,
    clock: { now },
    changed: (state) => {
      if (state.state === 'running') {
        for (const page of pagesWaiting) offerPort(page);
        ledger.stationIsReady();
      }
      // Once: whoever has seen it and put the window away again need not see it each minute.
      if (state.state === 'failing' && !isFailing) main.show();
      isFailing = state.state === 'failing';
      refresh();
    },
    heard,
  });

  const main = new MainWindow({
    memory,
    log,
    now,
    isQuitting: () => phase !== 'running',
    explainTray: () => void explainTray(say),
    sessionEnds: () => void station.stop(),
  });
  const wall = new WallWindow({
    settings: () => memory.get('settings').wall,
    keep: (wallSettings) => memory.set({ settings: { ...memory.get('settings'), wall: wallSettings } }),
    changed: () => refresh(),
    isQuitting: () => phase !== 'running',
    log,
    now,
  });
  const ringWindow = new RingWindow(log, () => station.tell({ type: 'rung', ids: waitingIds(deskWatch.desk) }));
  const play = (volume: number): void => ringWindow.play(volume * memory.get('settings').volume);
  const bell = new RingBell({
    now,
    play,
    state: () => {
      deskWatch.clockSays(now());
      const { alerts, timeZone } = deskWatch.desk;
      if (!alerts.ring) return null;
      return { waiting: waitingSince(deskWatch.desk), mutedUntil: mute.end, quietHours: alerts.quietHours, timeZone };
    },
  });
  const notifier = new Notifier({
    say,
    log,
    now,
    desk: () => deskWatch.desk,
    openCheckIn: (id) => main.openCheckIn(id),
    openBoard: () => main.show(),
    changed: () => refresh(),
  });
  const ledger = new SheetLedger({ tell: (message) => station.tell(message), log });
  const sheetWindows = new SheetWindows(log);
  const printer = new Printer({
    ledger,
    open: (query) => sheetWindows.open(query),
    settings: () => memory.get('settings').printing,
    printers: async () => (await main.printers()).map(({ name }) => name),
    askWhere: (name) => askWhereToSave(main.window, join(app.getPath('documents'), name)),
    save: savePdf,
    keep: (name, pdf) => keepSheet(dataFolder, name, pdf),
    changed: () => refresh(),
    log,
  });
  const updates = createUpdates({
    source: findUpdateSource(app.isPackaged, process.resourcesPath),
    load: loadUpdater,
    log,
    now,
    random: Math.random,
    changed: () => refresh(),
    desk: () => ({ time: memory.get('settings').updates, unseen: deskWatch.desk.count }),
    attempts: {
      last: () => memory.get('updateAttempt'),
      keep: (updateAttempt) => memory.set({ updateAttempt }),
    },
    beforeInstall: shutDown,
    notInstalled: () => {
      phase = 'running';
      void station.start();
    },
  });
  const quit = (): void => {
    if (isAskedToQuit) return;
    isAskedToQuit = true;
    void askToQuit(main.window, say).then((isWanted) => {
      isAskedToQuit = false;
      if (isWanted) app.quit();
    });
  };
  const tray = new TrayIcon(
    view(),
    say,
    { open: () => main.show(), mute: (count) => mute.set(count), openSettings, quit },
    log,
  );

  function heard(message: SaidByStation): void {
    if (message.type === 'keep-secrets') {
      void keepSecrets(message);
      return;
    }
    if (message.type === 'red-lights') {
      notifier.announceRedLights(message.news);
      return;
    }
    if (message.type === 'report') {
      notifier.announceReport(message.news);
      return;
    }
    if (message.type === 'sheets-waiting') {
      printer.wake();
      return;
    }
    if (message.type === 'sheet-answer') {
      ledger.hear(message);
      return;
    }
    notifier.announce(deskWatch.hear(message, now()));
    bell.update();
    refresh();
  }

  async function keepSecrets({ id, secrets }: Extract<ToMain, { type: 'keep-secrets' }>): Promise<void> {
    let kept: SecretProtection | null = null;
    try {
      kept = await vault.keep(secrets);
      protection = kept;
    } catch (error) {
      log.error({ reason: error instanceof Error ? error.name : 'unknown' }, 'the secrets could not be kept');
    }
    station.tell({ type: 'secrets-kept', id, protection: kept });
    refresh();
  }

  function view() {
    return shellView(station.state, deskWatch.desk, mute.until);
  }

  function state(): DesktopState {
    const { desk } = deskWatch;
    return {
      version,
      station: station.state,
      settings: memory.get('settings'),
      login,
      notifications: notifier.state,
      secrets: protection,
      mutedUntil: mute.until,
      ringing: desk.alerts.ring && waitingSince(desk).length > 0,
      updates: updates.state,
      screens: pluggedIn(),
      wall: wall.state,
      printTrouble: printer.trouble,
      dataFolder,
    };
  }

  /** Shows how things stand, in the tray, on the icon and to the page; soon, and once for all that changes meanwhile. */
  function refresh(): void {
    if (refreshing !== null) return;
    refreshing = setTimeout(() => {
      refreshing = null;
      if (phase !== 'running') return;
      const shown = view();
      tray.update(shown);
      showBadge(main.window, shown, say);
      awake.update(shown.status === 'running' || shown.status === 'blind');
      main.tell(state());
    }, REFRESH_MS);
  }

  /** Hands a page a port to the station, as soon as both are there. What may be done over it is the page's role. */
  function offerPort(page: ConnectedPage): void {
    const window = windowOf(page);
    if (station.state.state !== 'running' || window === null || window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    const role = ROLES_OF_PAGES[page];
    if (station.tell({ type: 'page', role }, [port1])) window.webContents.postMessage(CHANNELS.port, null, [port2]);
  }

  function windowOf(page: ConnectedPage): BrowserWindow | null {
    switch (page) {
      case 'board':
        return main.window;
      case 'wall':
        return wall.window;
      case 'sheet':
        return sheetWindows.window;
    }
  }

  function openSettings(): void {
    main.openSettings();
  }

  function changeSettings(settings: DesktopSettings): void {
    memory.set({ settings });
    station.tell({ type: 'printing', printing: unaskedPrinting(settings) });
    printer.wake();
    words.choose(settings.language, app.getPreferredSystemLanguages());
    wall.update();
    showMenu();
    refresh();
  }

  async function openHelp(link: HelpLink): Promise<void> {
    const address = helpAddress(link, HOMEPAGE);
    if (address !== null) await shell.openExternal(address);
  }

  async function openPath(path: string): Promise<void> {
    const problem = await shell.openPath(path);
    if (problem !== '') throw new Error(problem);
  }

  function showMenu(): void {
    setAppMenu(say, {
      openSettings,
      quit,
      checkForUpdates: () => {
        openSettings();
        void updates.check();
      },
      openDataFolder: () => void openPath(dataFolder),
      openLog: () => void openPath(stationLogFile(dataFolder)),
      openHelp: HOMEPAGE === null ? null : (link) => void openHelp(link),
    });
  }

  /** Everything in order: what is acknowledged is on disk, and no process stays behind. */
  async function shutDown(): Promise<void> {
    phase = 'stopping';
    main.rememberPlace();
    bell.stop();
    mute.stop();
    notifier.stop();
    printer.stop();
    await station.stop();
    phase = 'stopped';
  }

  function dropSheets(): void {
    void dropOldSheets(dataFolder, now()).catch((error) => log.warn({ err: error }, 'old sheets could not be removed'));
  }

  answerPages(
    {
      connect: (page) => {
        pagesWaiting.add(page);
        offerPort(page);
      },
      state: async () => state(),
      retryStation: async () => {
        if (phase === 'running') await station.start();
      },
      openDataFolder: () => openPath(dataFolder),
      openLog: () => openPath(stationLogFile(dataFolder)),
      openHelp,
      openOutside: (address) => shell.openExternal(address),
      openNotificationSettings: async () => {
        const address = notificationSettingsAddress(process.platform);
        if (address === null) throw new Error('no address leads to them on this system');
        await shell.openExternal(address);
      },
      changeSettings: async (settings) => changeSettings(settings),
      setStartAtLogin: async (isOn) => {
        setStartAtLogin(isOn, options.args);
        login = loginState(options.args);
        refresh();
      },
      mute: async (count) => mute.set(count),
      testRing: () => ringWindow.test(memory.get('settings').volume),
      testNotification: async () => notifier.test(),
      checkForUpdates: () => updates.check(),
      installUpdate: () => updates.install(),
      printers: () => main.printers(),
      printSheet: (id) => printer.print(id),
      saveSheet: (id) => printer.savePdf(id),
      printTestPage: () => printer.printTestPage(),
      printNowhere: () => printer.printNowhere(),
      openKeptSheet: async () => {
        if (printer.keptPath !== null) await openPath(printer.keptPath);
      },
      forgetPrintTrouble: async () => printer.forgetTrouble(),
    },
    log,
  );
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'something failed that nobody waited for'));
  watchPower({
    suspend: () => station.tell({ type: 'power', what: 'suspend' }),
    resume: () => {
      station.tell({ type: 'power', what: 'resume' });
      bell.update();
      refresh();
    },
    shutdown: () => app.quit(),
  });
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(HIDDEN_FLAG)) main.show();
  });
  app.on('activate', () => main.show());
  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    if (phase === 'running') void shutDown().then(() => app.quit());
  });
  app.on('will-quit', () => {
    updates.stop();
    ringWindow.destroy();
    sheetWindows.close();
    tray.destroy();
  });

  main.window.on('focus', () => {
    login = loginState(options.args);
    refresh();
  });

  showMenu();
  main.load(options.isHidden);
  wall.update();
  void station.start();
  dropSheets();
  setInterval(dropSheets, DROP_SHEETS_EVERY_MS).unref();
}

function unaskedPrinting({ printing }: DesktopSettings): UnaskedPrinting {
  const hasPrinter = printing.printer !== null;
  return { hasPrinter, isOnArrival: printing.onArrival && hasPrinter };
}
