import { EventEmitter } from 'node:events';
import { offer } from './offer.ts';

const IPC = ['handle', 'handleOnce', 'removeHandler'] as const satisfies (keyof Electron.IpcMain)[];

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

/** Main's ends of the channels to pages. */
class StandInIpcMain extends EventEmitter implements Pick<Electron.IpcMain, (typeof IPC)[number]> {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** A page has invoked a channel: what its handler answers. */
  async invoked(event: Electron.IpcMainInvokeEvent, channel: string, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

/** The part that pages speak to. */
export const ipcEnds = new StandInIpcMain();

/** See https://www.electronjs.org/docs/latest/api/ipc-main */
export const ipcMain = offer<Electron.IpcMain, (typeof IPC)[number]>('ipcMain', ipcEnds, IPC);
