import { EventEmitter } from 'node:events';
import type { Download } from 'playwright-core';
import { offer } from './offer.ts';
import { toApp } from './page/addresses.ts';
import { preventable } from './preventable.ts';

const ITEM = [
  'getURL',
  'getFilename',
  'setSavePath',
  'getSavePath',
  'cancel',
  'getState',
] as const satisfies (keyof Electron.DownloadItem)[];

/** What a page downloads. It is saved where the app says, and nowhere else. */
class StandInDownload extends EventEmitter implements Pick<Electron.DownloadItem, (typeof ITEM)[number]> {
  readonly offered: Electron.DownloadItem;
  readonly #download: Download;
  #path = '';
  #state: 'progressing' | 'completed' | 'cancelled' | 'interrupted' = 'progressing';

  constructor(download: Download) {
    super();
    this.#download = download;
    this.offered = offer<Electron.DownloadItem, (typeof ITEM)[number]>('DownloadItem', this, ITEM);
  }

  getURL(): string {
    const address = this.#download.url();
    // What a page made itself has the page's address behind the scheme.
    return address.startsWith('blob:') ? `blob:${toApp(address.slice('blob:'.length))}` : toApp(address);
  }

  getFilename(): string {
    return this.#download.suggestedFilename();
  }

  setSavePath(path: string): void {
    this.#path = path;
  }

  getSavePath(): string {
    return this.#path;
  }

  getState(): 'progressing' | 'completed' | 'cancelled' | 'interrupted' {
    return this.#state;
  }

  cancel(): void {
    this.#state = 'cancelled';
    this.#download.cancel().catch(() => {});
    this.emit('done', preventable({}), this.#state);
  }

  async save(): Promise<void> {
    if (this.#state === 'cancelled' || this.#path === '') return;
    await this.#download.saveAs(this.#path);
    this.#state = 'completed';
    this.emit('done', preventable({}), this.#state);
  }
}

/** Tells the app that a download begins: what it does not prevent is saved, if it says where. */
export function tellOfDownload(session: EventEmitter, download: Download, contents: Electron.WebContents): void {
  const item = new StandInDownload(download);
  const event = preventable({});
  session.emit('will-download', event, item.offered, contents);
  if (event.defaultPrevented) item.cancel();
  else item.save().catch(() => {});
}
