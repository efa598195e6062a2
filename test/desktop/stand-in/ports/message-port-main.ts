import { EventEmitter } from 'node:events';
import { offer, offerClass } from '../offer.ts';
import { hub, type PortLink } from './port-hub.ts';

const PORT = ['postMessage', 'start', 'close'] as const satisfies (keyof Electron.MessagePortMain)[];
const ends = new WeakMap<object, StandInPort>();

/** One end of a channel in a process of the app. Nothing is emitted before `start()`. */
class StandInPort extends EventEmitter implements Pick<Electron.MessagePortMain, (typeof PORT)[number]> {
  readonly offered: Electron.MessagePortMain;
  readonly #link: PortLink;
  #id: string | null;
  #started = false;

  constructor(link: PortLink, id: string) {
    super();
    this.#link = link;
    this.#id = id;
    this.offered = offer<Electron.MessagePortMain, (typeof PORT)[number]>('MessagePortMain', this, PORT);
    ends.set(this.offered, this);
  }

  start(): void {
    if (this.#id === null || this.#started) return;
    this.#started = true;
    const here = (ids: string[]) => ids.map((id) => portHere(this.#link, id));
    this.#link.start(this.#id, {
      message: ({ data, ports }) => setImmediate(() => this.emit('message', { data, ports: here(ports) })),
      closed: () => setImmediate(() => this.emit('close')),
    });
  }

  postMessage(message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    const data: unknown = structuredClone(message);
    const ports = transfer.map(endOf);
    if (this.#id !== null) this.#link.post(this.#id, { data, ports });
  }

  close(): void {
    if (this.#id === null) return;
    this.#link.close(this.#id);
    this.#id = null;
    setImmediate(() => this.emit('close'));
  }

  /** The end leaves this object, which is of no use from then on. */
  giveAway(): string {
    const id = this.#id;
    if (id === null || this.#started) throw new TypeError('Port at index 0 is already neutered');
    this.#id = null;
    return id;
  }
}

/** The end with this id as the app sees it. */
export function portHere(link: PortLink, id: string): Electron.MessagePortMain {
  return new StandInPort(link, id).offered;
}

/** Takes the end out of a port that is being transferred. */
export function endOf(port: Electron.MessagePortMain): string {
  const end = ends.get(port);
  if (end === undefined) throw new TypeError('Found invalid value in transferList');
  return end.giveAway();
}

class StandInChannel implements Electron.MessageChannelMain {
  readonly port1: Electron.MessagePortMain;
  readonly port2: Electron.MessagePortMain;
  readonly offered: Electron.MessageChannelMain;

  constructor() {
    const [one, other] = hub.open();
    this.port1 = portHere(hub, one);
    this.port2 = portHere(hub, other);
    this.offered = offer<Electron.MessageChannelMain, 'port1' | 'port2'>('MessageChannelMain', this, [
      'port1',
      'port2',
    ]);
  }
}

/** Two ports that are joined; see https://www.electronjs.org/docs/latest/api/message-channel-main */
export const MessageChannelMain = offerClass<typeof Electron.MessageChannelMain, never>(
  'MessageChannelMain',
  StandInChannel,
  [],
);
