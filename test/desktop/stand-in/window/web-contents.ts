import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ipcEnds } from '../ipc-main.ts';
import { offer } from '../offer.ts';
import { toApp, toBrowser } from '../page/addresses.ts';
import { decode, encode } from '../page/codec.ts';
import { ContentsPage } from '../page/contents-page.ts';
import type { FromPage } from '../page/wire.ts';
import { preventable } from '../preventable.ts';
import { type StandInSession, sessionOf } from '../session.ts';
import { allowed } from './navigation-events.ts';
import { PagePorts } from './page-ports.ts';
import { pdfOptions } from './pdf-options.ts';
import { StandInFrame } from './web-frame.ts';

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
const all = new Set<StandInContents>();

/** The contents that live, oldest first. */
export function livingContents(): StandInContents[] {
  return [...all];
}

/** What a window shows: a page of Chromium, and main's ends of what joins the two. */
export class StandInContents extends EventEmitter implements Pick<Electron.WebContents, (typeof CONTENTS)[number]> {
  readonly offered: Electron.WebContents;
  readonly id: number;
  readonly preferences: Electron.WebPreferences;
  readonly frame: StandInFrame;
  readonly #session: StandInSession;
  readonly #ports = new PagePorts((message, context) => this.#page?.tell(this.frame, message, context));
  readonly #size: () => { width: number; height: number };
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
    this.frame = new StandInFrame(null, {
      send: (frame, channel, args, transfer) => this.#send(frame, channel, args, transfer),
      run: (_frame, code) => this.executeJavaScript(code),
    });
    all.add(this);
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

  /** Goes where an allowed redirect points. */
  followRedirect(url: string): void {
    this.loadURL(url).catch(() => {});
  }

  send(channel: string, ...args: unknown[]): void {
    this.#send(this.frame, channel, args, []);
  }

  postMessage(channel: string, message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    this.#send(this.frame, channel, [message], transfer);
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

  /** A message as if a frame's own process had sent it, for tests: what an attacker in that process could do. */
  async forge(frame: StandInFrame, channel: string, args: unknown[], kind: 'invoke' | 'send'): Promise<unknown> {
    if (kind === 'invoke') return ipcEnds.invoked(this.#event(frame, []), channel, args);
    ipcEnds.emit(channel, this.#event(frame, []), ...args);
    return undefined;
  }

  async resize(): Promise<void> {
    if (this.#page !== undefined && !this.#destroyed) await this.#page.page.setViewportSize(this.#size());
  }

  /** Ends the page. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    all.delete(this);
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
      { send: (...given) => this.#send(...given), run: (_frame, code) => this.executeJavaScript(code) },
      {
        preload: this.#preload(),
        argv: this.preferences.additionalArguments ?? [],
        size: this.#size(),
      },
      {
        said: (frame, message, world) => this.#said(frame, message, world),
        documentGone: (world) => this.#ports.documentGone(world),
        navigated: (frame, inPage) => this.#navigated(frame, inPage),
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
    page.on('domcontentloaded', () => this.emit('dom-ready', preventable({})));
    page.on('load', async () => {
      this.title = await page.title().catch(() => this.title);
      this.#loading = false;
      this.emit('did-frame-finish-load', preventable({}), true, 1, this.frame.routingId);
      this.emit('did-finish-load');
    });
    page.on('console', (said) => {
      const level = said.type() === 'error' ? 'error' : said.type() === 'warning' ? 'warning' : 'info';
      const { url, lineNumber } = said.location();
      const told = { message: said.text(), level, lineNumber, sourceId: toApp(url), frame: this.frame.offered };
      this.emit('console-message', preventable(told), ['info', 'warning', 'error'].indexOf(level) + 1, told.message);
    });
    page.on('download', (download) => this.#session.downloads(download, this));
    page.on('crash', () => {
      this.#crashed = true;
      this.#opened = undefined;
      opened.dropDocuments();
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

  #navigated(frame: StandInFrame, inPage: boolean): void {
    const isMain = frame === this.frame;
    if (inPage) this.emit('did-navigate-in-page', preventable({}), frame.url, isMain, 1, frame.routingId);
    else if (isMain) this.emit('did-navigate', preventable({}), frame.url, 200, 'OK');
    if (!inPage) this.emit('did-frame-navigate', preventable({}), frame.url, 200, 'OK', isMain, 1, frame.routingId);
  }

  /** What `allow` would open does not exist here: the handler is asked, and the window is closed either way. */
  #opens({ url, frameName, features }: { url: string; frameName: string; features: string }): void {
    const referrer = { url: this.getURL(), policy: 'strict-origin-when-cross-origin' } as const;
    const disposition = features === '' ? 'foreground-tab' : 'new-window';
    const { action } = this.#openHandler({ url: toApp(url), frameName, features, disposition, referrer });
    if (action === 'allow') process.stderr.write(`the stand-in opens no window for ${toApp(url)}, though allowed\n`);
  }

  #send(frame: StandInFrame, channel: string, args: unknown[], transfer: Electron.MessagePortMain[]): void {
    const world = this.#page?.worldOf(frame) ?? null;
    if (world === null) {
      // Nobody hears it, as in Electron; a port that goes nowhere is closed.
      for (const port of transfer) port.close();
      return;
    }
    const ports = this.#ports.moveIn(transfer, world);
    this.#page?.tell(frame, { kind: 'send', channel, args: encode(args), ports }, world);
  }

  #event(frame: StandInFrame, ports: Electron.MessagePortMain[]): Electron.IpcMainEvent {
    const answer = (channel: string, ...args: unknown[]) => this.#send(frame, channel, args, []);
    return preventable({
      type: 'frame',
      sender: this.offered,
      senderFrame: frame.detached ? null : frame.offered,
      frameId: frame.routingId,
      processId: frame.processId,
      ports,
      reply: answer,
      returnValue: undefined,
    } as const satisfies Omit<Electron.IpcMainEvent, 'preventDefault' | 'defaultPrevented'>);
  }

  #said(frame: StandInFrame, message: FromPage, world: number): void {
    if (message.kind === 'invoke') void this.#invoked(frame, message, world);
    else if (message.kind === 'send') {
      const ports = this.#ports.moveOut(message.ports, world);
      ipcEnds.emit(message.channel, this.#event(frame, ports), ...list(decode(message.args)));
    } else if (message.kind === 'preload-error') {
      process.stderr.write(`Unable to load preload script: ${this.preferences.preload}\n${message.message}\n`);
      this.emit('preload-error', preventable({}), this.preferences.preload ?? '', new Error(message.message));
    } else if (message.kind === 'asks-for') this.#asksFor(frame, message.url);
    else this.#ports.hear(message, world);
  }

  #asksFor(frame: StandInFrame, url: string): void {
    const isMain = frame === this.frame;
    if (this.mayNavigate(url, isMain) && isMain) this.loadURL(url).catch(() => {});
  }

  async #invoked(frame: StandInFrame, message: Extract<FromPage, { kind: 'invoke' }>, world: number): Promise<void> {
    const { id, channel, args } = message;
    try {
      const value = encode(await ipcEnds.invoked(this.#event(frame, []), channel, list(decode(args))));
      this.#page?.tell(frame, { kind: 'answer', id, ok: true, value }, world);
    } catch (error) {
      const value = encode(error instanceof Error ? error : new Error(String(error)));
      this.#page?.tell(frame, { kind: 'answer', id, ok: false, value }, world);
    }
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
