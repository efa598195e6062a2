import { EventEmitter } from 'node:events';
import type { BrowserContext, Download, Page } from 'playwright-core';
import { config } from './config.ts';
import { tellOfDownload } from './downloads.ts';
import { offer } from './offer.ts';
import { chromium } from './page/chromium.ts';
import { answerRequests } from './page/requests.ts';
import { StandInProtocol } from './protocol.ts';
import { StandInWebRequest } from './web-request.ts';
import type { StandInContents } from './window/web-contents.ts';

const SESSION = [
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'setDisplayMediaRequestHandler',
  'setSpellCheckerEnabled',
  'setUserAgent',
  'clearCache',
  'protocol',
  'webRequest',
] as const satisfies (keyof Electron.Session)[];

type Whole = Electron.Session;
type Handler<Name extends 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> = Parameters<Whole[Name]>[0];

/** A session: the requests, permissions and downloads of its pages, which are a browser context of their own. */
export class StandInSession extends EventEmitter implements Pick<Whole, (typeof SESSION)[number]> {
  readonly offered: Whole;
  readonly schemes = new StandInProtocol();
  readonly requests = new StandInWebRequest();
  readonly protocol = this.schemes.offered;
  readonly webRequest = this.requests.offered;
  readonly #contents = new Map<Page, StandInContents>();
  permissionRequest: Handler<'setPermissionRequestHandler'> = null;
  permissionCheck: Handler<'setPermissionCheckHandler'> = null;
  devicePermission: Parameters<Whole['setDevicePermissionHandler']>[0] = null;
  #context: Promise<BrowserContext> | undefined;

  constructor(name: string) {
    super();
    this.offered = offer<Whole, (typeof SESSION)[number]>('session', this, SESSION, `Session ${name}`);
  }

  setPermissionRequestHandler(handler: Handler<'setPermissionRequestHandler'>): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: Handler<'setPermissionCheckHandler'>): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: Parameters<Whole['setDevicePermissionHandler']>[0]): void {
    this.devicePermission = handler;
  }

  setDisplayMediaRequestHandler(): void {}

  setSpellCheckerEnabled(): void {}

  setUserAgent(): void {}

  async clearCache(): Promise<void> {}

  /** The contents that a page of Chromium shows; undefined for a page that it opened by itself. */
  contentsOf(page: Page): StandInContents | undefined {
    return this.#contents.get(page);
  }

  adopt(page: Page, contents: StandInContents): void {
    this.#contents.set(page, contents);
    page.once('close', () => this.#contents.delete(page));
  }

  downloads(download: Download, contents: StandInContents): void {
    tellOfDownload(this, download, contents.offered);
  }

  /** Where its pages are opened. */
  context(): Promise<BrowserContext> {
    this.#context ??= this.#open();
    return this.#context;
  }

  async #open(): Promise<BrowserContext> {
    const browser = await chromium();
    const context = await browser.newContext({
      serviceWorkers: 'block',
      locale: config.locale ?? 'en-GB',
      colorScheme: config.darkColors === true ? 'dark' : 'light',
    });
    await context.route(/./, (route) => answerRequests(route, this));
    // Whatever opens a window by itself was not let: `setWindowOpenHandler` is asked by the contents that it opens from.
    context.on('page', (page) => setImmediate(() => this.#closeStranger(page)));
    return context;
  }

  #closeStranger(page: Page): void {
    page
      .opener()
      .then((opener) => {
        if (opener !== null && !this.#contents.has(page)) return page.close();
        return undefined;
      })
      .catch(() => {});
  }
}

const partitions = new Map<string, StandInSession>();

function fromPartition(name: string): StandInSession {
  const known = partitions.get(name);
  if (known !== undefined) return known;
  const made = new StandInSession(name === '' ? 'default' : name);
  partitions.set(name, made);
  return made;
}

/** The session that windows have unless they ask for another. */
export const defaultSession = fromPartition('');

/** The session that an object of the app stands for. */
export function sessionOf(offered: Electron.Session | undefined, partition: string | undefined): StandInSession {
  for (const known of partitions.values()) if (known.offered === offered) return known;
  return fromPartition(partition ?? '');
}

/** See https://www.electronjs.org/docs/latest/api/session */
export const session = offer<typeof Electron.Session, 'defaultSession' | 'fromPartition'>(
  'session',
  { defaultSession: defaultSession.offered, fromPartition: (name) => fromPartition(name).offered },
  ['defaultSession', 'fromPartition'],
);

/** See https://www.electronjs.org/docs/latest/api/protocol */
export const protocol = defaultSession.protocol;
