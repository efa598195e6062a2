import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { offer } from '../offer.ts';
import { toApp, toBrowser } from '../page/addresses.ts';
import { ContentsPage } from '../page/contents-page.ts';
import { preventable } from '../preventable.ts';
import { printersThere, printPage } from '../printing.ts';
import { type StandInSession, sessionOf } from '../session.ts';
import { ContentsIpc, type OtherWords } from './contents-ipc.ts';
import { allowed } from './navigation-events.ts';
import { forwardPageEvents, tellOfNavigation } from './page-events.ts';
import { pdfOptions } from './pdf-options.ts';
import { type FrameActions, StandInFrame } from './web-frame.ts';

const CONTENTS = [
  'id',
  'mainFrame',
  'session',
  'send',
  'postMessage',
  'setWindowOpenHandler',
  'loadURL',
  'getURL',
  'getTitle',
  'isDestroyed',
  'isLoading',
  'isCrashed',
  'reload',
  'stop',
  'close',
  'focus',
  'setZoomLevel',
  'getZoomLevel',
  'setZoomFactor',
  'getZoomFactor',
  'setVisualZoomLevelLimits',
  'openDevTools',
  'closeDevTools',
  'isDevToolsOpened',
  'executeJavaScript',
  'printToPDF',
  'print',
  'getPrintersAsync',
  'setBackgroundThrottling',
  'getBackgroundThrottling',
  'backgroundThrottling',
  'setAudioMuted',
  'isAudioMuted',
  'setIgnoreMenuShortcuts',
  'getProcessId',
  'getOSProcessId',
] as const satisfies (keyof Electron.WebContents)[];

/** As long as Chromium may take over a page; nothing here comes from afar. */
const LOAD_WITHIN_MS = 30_000;
/** net::ERR_ABORTED and net::ERR_FAILED, https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const ABORTED = -3;
const FAILED = -2;

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

let lastId = 0;

/** What a window shows: a page of Chromium, and main's ends of what joins the two. */
export class StandInContents extends EventEmitter implements Pick<Electron.WebContents, (typeof CONTENTS)[number]> {
  readonly offered: Electron.WebContents;
  readonly id: number;
  readonly preferences: Electron.WebPreferences;
  readonly frame: StandInFrame;
  readonly #session: StandInSession;
  readonly ipc: ContentsIpc;
  readonly #size: () => { width: number; height: number };
  readonly #actions: FrameActions = {
    send: (frame, channel, args, transfer) => this.ipc.send(frame, channel, args, transfer),
    run: (_frame, code) => this.executeJavaScript(code),
  };
  #opened: Promise<ContentsPage> | undefined;
  #page: ContentsPage | undefined;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  /** The address that main itself has asked for: its request is no navigation of the page's. */
  #expected: string | null = null;
  #loading = false;
  #destroyed = false;
  #crashed = false;
  #zoomLevel = 0;
  #devTools = false;
  #muted = false;
  backgroundThrottling: boolean;

  constructor(preferences: Electron.WebPreferences, size: () => { width: number; height: number }) {
    super();
    lastId += 1;
    this.id = lastId;
    this.preferences = preferences;
    this.backgroundThrottling = preferences.backgroundThrottling ?? true;
    this.#size = size;
    this.#session = sessionOf(preferences.session, preferences.partition);
    this.offered = offer<Electron.WebContents, (typeof CONTENTS)[number]>(
      'webContents',
      this,
      CONTENTS,
      `webContents ${this.id}`,
    );
    this.frame = new StandInFrame(null, this.#actions);
    this.ipc = new ContentsIpc(
      this.offered,
      this.frame,
      () => this.#page,
      (frame, said) => this.#heard(frame, said),
    );
    // Chromium starts while the app still prepares what it will load.
    this.#open().catch(() => {});
  }

  get mainFrame(): Electron.WebFrameMain {
    return this.frame.offered;
  }

  get session(): Electron.Session {
    return this.#session.offered;
  }

  /** The page itself, for tests. */
  async page(): Promise<Page> {
    return (await this.#open()).page;
  }

  async loadURL(url: string): Promise<void> {
    this.#loading = true;
    this.emit('did-start-loading');
    const { page } = await this.#open();
    this.#expected = toBrowser(url);
    try {
      await page.goto(this.#expected, { timeout: LOAD_WITHIN_MS });
    } catch (error) {
      if (this.#destroyed) return;
      const stayed = /ERR_ABORTED|interrupted/.test(String(error));
      const [code, name] = stayed ? [ABORTED, 'ERR_ABORTED'] : [FAILED, 'ERR_FAILED'];
      this.emit('did-fail-load', preventable({}), code, name, url, true, 1, this.frame.routingId);
      throw Object.assign(new Error(`${name} (${code}) loading '${url}'`), { code: name, errno: code, url });
    } finally {
      this.#loading = false;
      this.emit('did-stop-loading');
    }
  }

  reload(): void {
    const url = this.getURL();
    if (url !== '') this.loadURL(url).catch(() => {});
  }

  loaded(): void {
    this.#loading = false;
  }

  /** Goes where an allowed redirect points. */
  followRedirect(url: string): void {
    this.loadURL(url).catch(() => {});
  }

  send(channel: string, ...args: unknown[]): void {
    this.ipc.send(this.frame, channel, args, []);
  }

  postMessage(channel: string, message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    this.ipc.send(this.frame, channel, [message], transfer);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  getURL(): string {
    return this.frame.url === 'about:blank' ? '' : this.frame.url;
  }

  getTitle(): string {
    return this.title;
  }

  /** The document's, as last heard of. */
  title = '';

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  stop(): void {
    this.#page?.stopLoading();
  }

  close(): void {
    this.emit('asked-to-close');
  }

  focus(): void {}

  setZoomLevel(level: number): void {
    this.#zoomLevel = level;
  }

  getZoomLevel(): number {
    return this.#zoomLevel;
  }

  setZoomFactor(factor: number): void {
    this.#zoomLevel = Math.log(factor) / Math.log(1.2);
  }

  getZoomFactor(): number {
    return 1.2 ** this.#zoomLevel;
  }

  async setVisualZoomLevelLimits(): Promise<void> {}

  openDevTools(): void {
    this.#devTools = true;
  }

  closeDevTools(): void {
    this.#devTools = false;
  }

  isDevToolsOpened(): boolean {
    return this.#devTools;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.page()).evaluate(code);
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    return (await this.page()).pdf(pdfOptions(options));
  }

  print(
    options: Electron.WebContentsPrintOptions = {},
    callback: (isPrinted: boolean, reason: string) => void = () => {},
  ): void {
    this.page()
      .then((page) => printPage(page, options, callback))
      .catch((error: unknown) => callback(false, String(error)));
  }

  async getPrintersAsync(): Promise<Electron.PrinterInfo[]> {
    return printersThere();
  }

  setBackgroundThrottling(allow: boolean): void {
    this.backgroundThrottling = allow;
  }

  getBackgroundThrottling(): boolean {
    return this.backgroundThrottling;
  }

  setAudioMuted(muted: boolean): void {
    this.#muted = muted;
  }

  isAudioMuted(): boolean {
    return this.#muted;
  }

  setIgnoreMenuShortcuts(): void {}

  getProcessId(): number {
    return this.frame.processId;
  }

  getOSProcessId(): number {
    return process.pid;
  }

  /** Whether the page may go where it wants to; `address` is Chromium's. Where main sends it, it always may. */
  mayNavigate(address: string, isMain: boolean): boolean {
    if (isMain && this.#expected === address) {
      this.#expected = null;
      return true;
    }
    const frame = isMain ? this.frame : (this.#page?.frameGoingTo(address) ?? null);
    const url = toApp(address);
    const emit = this.emit.bind(this);
    if (!allowed(emit, 'will-frame-navigate', url, frame, isMain)) return false;
    return !isMain || allowed(emit, 'will-navigate', url, frame, isMain);
  }

  mayRedirect(url: string, isMain: boolean): boolean {
    return allowed(this.emit.bind(this), 'will-redirect', url, isMain ? this.frame : null, isMain);
  }

  async resize(): Promise<void> {
    if (this.#page !== undefined && !this.#destroyed) await this.#page.page.setViewportSize(this.#size());
  }

  /** Ends the page. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#page?.dropDocuments();
    this.frame.detach();
    this.emit('destroyed');
    this.#opened?.then(({ page }) => page.close()).catch(() => {});
  }

  #open(): Promise<ContentsPage> {
    if (this.#destroyed) return Promise.reject(new Error('Object has been destroyed'));
    this.#opened ??= this.#openPage();
    return this.#opened;
  }

  async #openPage(): Promise<ContentsPage> {
    const context = await this.#session.context();
    const opened = await ContentsPage.open(
      context,
      this.frame,
      this.#actions,
      {
        preload: this.#preload(),
        argv: this.preferences.additionalArguments ?? [],
        size: this.#size(),
      },
      {
        said: (frame, message, world) => this.ipc.hear(frame, message, world),
        documentGone: (world) => this.ipc.documentGone(world),
        navigated: (frame, inPage) => tellOfNavigation(this, frame, inPage),
        opens: (details) => this.#opens(details),
      },
    );
    this.#page = opened;
    this.#crashed = false;
    this.#session.adopt(opened.page, this);
    this.#listenTo(opened);
    return opened;
  }

  #listenTo(opened: ContentsPage): void {
    const { page } = opened;
    forwardPageEvents(page, this);
    page.on('download', (download) => this.#session.downloads(download, this));
    page.on('crash', () => {
      this.#crashed = true;
      this.#opened = undefined;
      opened.dropDocuments();
      for (const below of this.frame.below) below.detach();
      page.close().catch(() => {});
      const details = { reason: 'crashed', exitCode: 11 } satisfies Electron.RenderProcessGoneDetails;
      this.emit('render-process-gone', preventable({}), details);
    });
  }

  #preload(): string | null {
    const { preload } = this.preferences;
    if (preload === undefined) return null;
    try {
      return readFileSync(preload, 'utf8');
    } catch (error) {
      setImmediate(() => this.emit('preload-error', preventable({}), preload, error));
      return null;
    }
  }

  /** What `allow` would open does not exist here: the handler is asked, and the window is closed either way. */
  #opens({ url, frameName, features }: { url: string; frameName: string; features: string }): void {
    const referrer = { url: this.getURL(), policy: 'strict-origin-when-cross-origin' } as const;
    const disposition = features === '' ? 'foreground-tab' : 'new-window';
    const { action } = this.#openHandler({ url: toApp(url), frameName, features, disposition, referrer });
    if (action === 'allow') process.stderr.write(`the stand-in opens no window for ${toApp(url)}, though allowed\n`);
  }

  #heard(frame: StandInFrame, said: OtherWords): void {
    if (said.kind === 'preload-error') {
      const { preload = '' } = this.preferences;
      process.stderr.write(`Unable to load preload script: ${preload}\n${said.message}\n`);
      this.emit('preload-error', preventable({}), preload, new Error(said.message));
      return;
    }
    const isMain = frame === this.frame;
    if (this.mayNavigate(said.url, isMain) && isMain) this.loadURL(said.url).catch(() => {});
  }
}
