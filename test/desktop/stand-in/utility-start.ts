import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';
import { offer } from './offer.ts';
import { portHere } from './ports/message-port-main.ts';
import type { PortLink, PortSink } from './ports/port-hub.ts';
import type { FromUtility, ToUtility } from './ports/utility-messages.ts';

// What Electron does in a utility process before the app's module: `process.parentPort` instead of Node's own channel.
// (A worker thread of the process gets this file too, and there it finds no channel to take over.)
const send = process.send?.bind(process);
const say = (message: FromUtility): void => {
  send?.(message, undefined, undefined, () => {});
};
const sinks = new Map<string, PortSink>();

const link: PortLink = {
  start(id, sink) {
    sinks.set(id, sink);
    say({ kind: 'port-start', id });
  },
  post: (id, { data, ports }) => say({ kind: 'port-post', id, data, ports }),
  close(id) {
    sinks.delete(id);
    say({ kind: 'port-close', id });
  },
};

/** Messages wait for the first listener, as Electron's do. */
class ParentPort extends EventEmitter implements Pick<Electron.ParentPort, 'postMessage'> {
  #waiting: Electron.MessageEvent[] = [];

  constructor() {
    super();
    this.on('newListener', (name) => {
      if (name === 'message') setImmediate(() => this.#flush());
    });
  }

  postMessage(message: unknown): void {
    say({ kind: 'message', data: message });
  }

  hear(event: Electron.MessageEvent): void {
    this.#waiting.push(event);
    this.#flush();
  }

  #flush(): void {
    while (this.listenerCount('message') > 0) {
      const event = this.#waiting.shift();
      if (event === undefined) return;
      this.emit('message', event);
    }
  }
}

const parentPort = new ParentPort();

process.on('message', (message) => {
  const said = message as ToUtility;
  const ports = 'ports' in said ? said.ports : [];
  if (said.kind === 'message') {
    parentPort.hear({ data: said.data, ports: ports.map((id) => portHere(link, id)) });
  } else if (said.kind === 'port-message') sinks.get(said.id)?.message({ data: said.data, ports });
  else sinks.get(said.id)?.closed();
});
// Electron's child ends with the app, however that ended.
process.once('disconnect', () => process.exit(0));

Object.defineProperty(process, 'parentPort', {
  value: offer<Electron.ParentPort, 'postMessage'>('parentPort', parentPort, ['postMessage']),
});
Object.defineProperty(process, 'type', { value: 'utility' });
Object.defineProperty(process, 'send', { value: undefined });
// What main starts from here is not a utility process.
delete process.env.NODE_CHANNEL_FD;
delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') throw new Error('the stand-in offers nothing of electron in a utility process');
    return next(specifier, context);
  },
});
