import { decode, encode } from './codec.ts';
import { portsThatClose } from './ports-in-page.ts';
import type { FromPage, ToPage, WorldOptions } from './wire.ts';
import { worldBridge } from './world-bridge.ts';

/** The name of the world that preloads run in, and of the function there that talks to main. */
export const WORLD = 'Electron Isolated Context';
/** The function there that main calls. */
export const HEAR = 'forecourtStandInHear';
/** The function there that talks to main. */
export const SAY = 'forecourtStandInSay';

type Parts = {
  encode: typeof encode;
  decode: typeof decode;
  portsThatClose: typeof portsThatClose;
  worldBridge: typeof worldBridge;
  preload: ((...given: unknown[]) => void) | null;
  say: (message: string) => void;
  hearAs: string;
};
type Listener = (event: object, ...args: unknown[]) => void;

/**
 * What the isolated world of every frame begins with: the `electron` of a sandboxed preload, and then, in the main frame,
 * the preload itself. Runs in the page by its source.
 */
function isolatedWorld(options: WorldOptions, parts: Parts): void {
  const watch = parts.portsThatClose();
  const say = (message: FromPage) => parts.say(JSON.stringify(message));
  const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const bridge = parts.worldBridge(options.secret, 'isolated', () => undefined);

  // Ports: the page holds one end of a channel of its own, whose other end is joined to main by messages.
  const near = new Map<string, MessagePort>();
  const join = (id: string, port: MessagePort): void => {
    near.set(id, port);
    watch(port);
    port.addEventListener('message', (event) => {
      const ports = event.ports.map(adopt);
      say({ kind: 'port-post', id, data: parts.encode(event.data), ports });
    });
    port.addEventListener('close', () => {
      if (near.delete(id)) say({ kind: 'port-close', id });
    });
    port.start();
  };
  const arrive = (id: string): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    join(id, port1);
    watch(port2);
    return port2;
  };
  const adopt = (port: MessagePort): string => {
    const id = crypto.getRandomValues(new Uint32Array(4)).join('-');
    join(id, port);
    return id;
  };

  // Chromium makes no request for these, so main is asked from here, and the page stays until main has said yes.
  window.navigation?.addEventListener('navigate', (event) => {
    const { url, sameDocument } = event.destination;
    const isDownload = event.downloadRequest !== null;
    if (sameDocument || isDownload || !event.cancelable || /^(https?|javascript):/.test(url)) return;
    event.preventDefault();
    say({ kind: 'asks-for', url });
  });

  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const answers = new Map<number, [(value: unknown) => void, (error: Error) => void]>();
  let lastId = 0;
  const subscribe = (once: boolean) => (channel: string, listener: Listener) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const unsubscribe = (channel: string, listener: Listener) => {
    const left = (listeners.get(channel) ?? []).filter((one) => one.listener !== listener);
    listeners.set(channel, left);
    return ipcRenderer;
  };
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => {
      lastId += 1;
      const id = lastId;
      say({ kind: 'invoke', id, channel, args: parts.encode(args) });
      return new Promise((resolve, reject) => {
        const refuse = (error: Error) =>
          reject(new Error(`Error invoking remote method '${channel}': ${error.name}: ${error.message}`));
        answers.set(id, [resolve, refuse]);
      });
    },
    send: (channel: string, ...args: unknown[]) => say({ kind: 'send', channel, args: parts.encode(args), ports: [] }),
    postMessage: (channel: string, message: unknown, transfer: MessagePort[] = []) =>
      say({ kind: 'send', channel, args: parts.encode([message]), ports: transfer.map(adopt) }),
    on: subscribe(false),
    addListener: subscribe(false),
    once: subscribe(true),
    off: unsubscribe,
    removeListener: unsubscribe,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
  };
  const hear = (message: ToPage): void => {
    if (message.kind === 'answer') {
      const [resolve, refuse] = answers.get(message.id) ?? [];
      answers.delete(message.id);
      const value = parts.decode(message.value);
      if (message.ok) resolve?.(value);
      else refuse?.(value instanceof Error ? value : new Error(String(value)));
    } else if (message.kind === 'send') {
      const event = { sender: ipcRenderer, ports: message.ports.map(arrive) };
      const told = listeners.get(message.channel) ?? [];
      listeners.set(
        message.channel,
        told.filter(({ once }) => !once),
      );
      for (const { listener } of told) listener(event, ...asList(parts.decode(message.args)));
    } else if (message.kind === 'port-message') {
      near.get(message.id)?.postMessage(parts.decode(message.data), message.ports.map(arrive));
    } else {
      const port = near.get(message.id);
      near.delete(message.id);
      port?.close();
    }
  };
  Object.defineProperty(globalThis, parts.hearAs, { value: hear });
  if (window !== window.top || parts.preload === null) return;

  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => {
      bridge.ask({ kind: 'expose', key, api: bridge.pack(api) });
    },
  };
  // Says by name what is missing, instead of leaving the preload with `undefined`.
  const named = (name: string, offered: object) =>
    new Proxy(offered, {
      get: (target, key) => {
        if (typeof key === 'string' && !(key in target)) throw new Error(`the stand-in has no ${name}.${key}`);
        return Reflect.get(target, key);
      },
    });
  const electron = named('electron', {
    contextBridge: named('contextBridge', contextBridge),
    ipcRenderer: named('ipcRenderer', ipcRenderer),
    webFrame: named('webFrame', { setZoomFactor: () => {}, getZoomFactor: () => 1, getZoomLevel: () => 0 }),
  });
  const require = (name: string) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const { platform, versions, argv } = options;
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, isMainFrame: true };
  const playProcess = { ...process, platform, versions, argv, env: {}, nextTick: queueMicrotask };
  try {
    const module = { exports: {} };
    parts.preload(require, module, module.exports, playProcess, globalThis);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say({ kind: 'preload-error', message });
  }
}

/** The source of it for one page; `preload` is the text of its preload. */
export function isolatedWorldSource(options: WorldOptions, preload: string | null): string {
  const parts = [
    `encode: ${encode}`,
    `decode: ${decode}`,
    `portsThatClose: ${portsThatClose}`,
    `worldBridge: ${worldBridge}`,
    // In the text, not evaluated: the page's content security policy holds in this world too.
    preload === null
      ? 'preload: null'
      : `preload: function (require, module, exports, process, global) {\n${preload}\n}`,
    `say: globalThis.${SAY}`,
    `hearAs: ${JSON.stringify(HEAR)}`,
  ];
  return `(${isolatedWorld})(${JSON.stringify(options)}, {${parts.join(',\n')}});`;
}
