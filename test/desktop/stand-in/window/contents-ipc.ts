import { ipcEnds } from '../ipc-main.ts';
import { decode, encode } from '../page/codec.ts';
import type { ContentsPage } from '../page/contents-page.ts';
import type { FromPage } from '../page/wire.ts';
import { preventable } from '../preventable.ts';
import { PagePorts } from './page-ports.ts';
import type { StandInFrame } from './web-frame.ts';

/** What of a page's words is no message to main's own code. */
export type OtherWords = Extract<FromPage, { kind: 'preload-error' | 'asks-for' }>;

/** What passes between main and the frames of one page. */
export class ContentsIpc {
  readonly #contents: Electron.WebContents;
  readonly #page: () => ContentsPage | undefined;
  readonly #ports: PagePorts;
  readonly #other: (frame: StandInFrame, said: OtherWords) => void;

  constructor(
    contents: Electron.WebContents,
    frame: StandInFrame,
    page: () => ContentsPage | undefined,
    other: (frame: StandInFrame, said: OtherWords) => void,
  ) {
    this.#contents = contents;
    this.#page = page;
    this.#other = other;
    this.#ports = new PagePorts((message, world) => page()?.tell(frame, message, world));
  }

  /** Says something to a frame; a port that goes nowhere is closed. */
  send(frame: StandInFrame, channel: string, args: unknown[], transfer: Electron.MessagePortMain[]): void {
    const world = this.#page()?.worldOf(frame) ?? null;
    if (world === null) {
      // Nobody hears it, as in Electron.
      for (const port of transfer) port.close();
      return;
    }
    const ports = this.#ports.moveIn(transfer, world);
    this.#page()?.tell(frame, { kind: 'send', channel, args: encode(args), ports }, world);
  }

  /** A frame has said something. */
  hear(frame: StandInFrame, message: FromPage, world: number): void {
    if (message.kind === 'invoke') void this.#invoked(frame, message, world);
    else if (message.kind === 'send') {
      const ports = this.#ports.moveOut(message.ports, world);
      ipcEnds.emit(message.channel, this.#event(frame, ports), ...list(decode(message.args)));
    } else if (message.kind === 'port-post' || message.kind === 'port-close') this.#ports.hear(message, world);
    else this.#other(frame, message);
  }

  /** A message as if a frame's own process had sent it: what an attacker in that process could do. */
  async forge(frame: StandInFrame, channel: string, args: unknown[], kind: 'invoke' | 'send'): Promise<unknown> {
    if (kind === 'invoke') return ipcEnds.invoked(this.#event(frame, []), channel, args);
    ipcEnds.emit(channel, this.#event(frame, []), ...args);
    return undefined;
  }

  documentGone(world: number): void {
    this.#ports.documentGone(world);
  }

  async #invoked(frame: StandInFrame, message: Extract<FromPage, { kind: 'invoke' }>, world: number): Promise<void> {
    const { id, channel, args } = message;
    try {
      const value = encode(await ipcEnds.invoked(this.#event(frame, []), channel, list(decode(args))));
      this.#page()?.tell(frame, { kind: 'answer', id, ok: true, value }, world);
    } catch (error) {
      const value = encode(error instanceof Error ? error : new Error(String(error)));
      this.#page()?.tell(frame, { kind: 'answer', id, ok: false, value }, world);
    }
  }

  #event(frame: StandInFrame, ports: Electron.MessagePortMain[]): Electron.IpcMainEvent {
    return preventable({
      type: 'frame',
      sender: this.#contents,
      senderFrame: frame.detached ? null : frame.offered,
      frameId: frame.routingId,
      processId: frame.processId,
      ports,
      reply: (channel: string, ...args: unknown[]) => this.send(frame, channel, args, []),
      returnValue: undefined,
    } as const satisfies Omit<Electron.IpcMainEvent, 'preventDefault' | 'defaultPrevented'>);
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
