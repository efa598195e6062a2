import { decode, encode } from '../page/codec.ts';
import type { FromPage, ToPage } from '../page/wire.ts';
import { endOf, portHere } from '../ports/message-port-main.ts';
import { hub } from '../ports/port-hub.ts';

/** The port ends that lie in documents of one page. They die with their document. */
export class PagePorts {
  readonly #of = new Map<number, Set<string>>();
  readonly #tell: (message: ToPage, context: number) => void;

  constructor(tell: (message: ToPage, context: number) => void) {
    this.#tell = tell;
  }

  /** Moves ports of main's into a document; the ids that it is told. */
  moveIn(transfer: readonly Electron.MessagePortMain[], context: number): string[] {
    const ids = transfer.map(endOf);
    for (const id of ids) this.#join(id, context);
    return ids;
  }

  /** Ports that a document has transferred to main. */
  moveOut(ids: readonly string[], context: number): Electron.MessagePortMain[] {
    return this.#adopt(ids, context).map((id) => portHere(hub, id));
  }

  hear(message: Extract<FromPage, { kind: 'port-post' | 'port-close' }>, context: number): void {
    if (message.kind === 'port-close') this.#close(message.id, context);
    else {
      const ports = this.#adopt(message.ports, context);
      hub.post(message.id, { data: decode(message.data), ports });
    }
  }

  documentGone(context: number): void {
    const ids = this.#of.get(context) ?? [];
    this.#of.delete(context);
    for (const id of ids) hub.close(id);
  }

  /** The page keeps the end that it made up; the other end is what travels. */
  #adopt(ids: readonly string[], context: number): string[] {
    return ids.map((id) => {
      const far = `${id}-far`;
      hub.adopt(id, far);
      this.#join(id, context);
      return far;
    });
  }

  #join(id: string, context: number): void {
    const known = this.#of.get(context) ?? new Set();
    this.#of.set(context, known.add(id));
    hub.start(id, {
      message: ({ data, ports }) => {
        for (const port of ports) this.#join(port, context);
        this.#tell({ kind: 'port-message', id, data: encode(data), ports }, context);
      },
      closed: () => {
        known.delete(id);
        this.#tell({ kind: 'port-closed', id }, context);
      },
    });
  }

  #close(id: string, context: number): void {
    this.#of.get(context)?.delete(id);
    hub.close(id);
  }
}
