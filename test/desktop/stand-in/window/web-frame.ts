import { EventEmitter } from 'node:events';
import { offer } from '../offer.ts';
import { toApp } from '../page/addresses.ts';

const FRAME = [
  'url',
  'origin',
  'name',
  'parent',
  'top',
  'frames',
  'frameTreeNodeId',
  'routingId',
  'processId',
  'detached',
  'isDestroyed',
  'executeJavaScript',
  'send',
  'postMessage',
] as const satisfies (keyof Electron.WebFrameMain)[];

let lastId = 0;

/** What a frame can do beyond being looked at; the page that it is in does it. */
export type FrameActions = {
  send(frame: StandInFrame, channel: string, args: unknown[], transfer: Electron.MessagePortMain[]): void;
  run(frame: StandInFrame, code: string): Promise<unknown>;
};

/** A frame of a page, as main sees it. It stays the same object as long as Chromium keeps the frame. */
export class StandInFrame extends EventEmitter implements Pick<Electron.WebFrameMain, (typeof FRAME)[number]> {
  readonly offered: Electron.WebFrameMain;
  readonly frameTreeNodeId: number;
  readonly routingId: number;
  readonly processId = 1;
  readonly above: StandInFrame | null;
  readonly below = new Set<StandInFrame>();
  readonly #actions: FrameActions;
  url = '';
  origin = 'null';
  name = '';
  detached = false;
  /** Chromium's name for it. */
  chromiumId = '';

  constructor(above: StandInFrame | null, actions: FrameActions) {
    super();
    lastId += 1;
    this.frameTreeNodeId = lastId;
    this.routingId = lastId;
    this.above = above;
    this.#actions = actions;
    above?.below.add(this);
    this.offered = offer<Electron.WebFrameMain, (typeof FRAME)[number]>(
      'WebFrameMain',
      this,
      FRAME,
      `WebFrameMain ${lastId}`,
    );
  }

  get parent(): Electron.WebFrameMain | null {
    return this.above?.offered ?? null;
  }

  get top(): Electron.WebFrameMain | null {
    return this.above === null ? this.offered : this.above.top;
  }

  get frames(): Electron.WebFrameMain[] {
    return [...this.below].map(({ offered }) => offered);
  }

  isDestroyed(): boolean {
    return this.detached;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#actions.send(this, channel, args, []);
  }

  postMessage(channel: string, message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    this.#actions.send(this, channel, [message], transfer);
  }

  executeJavaScript(code: string): Promise<unknown> {
    return this.#actions.run(this, code);
  }

  /** Chromium has put another document into it. */
  navigated(url: string, origin: string, name: string): void {
    this.url = toApp(url);
    this.origin = origin === '' || origin === '://' ? 'null' : toApp(origin);
    this.name = name;
  }

  detach(): void {
    this.detached = true;
    this.above?.below.delete(this);
  }
}
