import { connect, createServer, type LookupFunction, type Socket } from 'node:net';

/** What the public edge does with a connection. `half-open` accepts and never answers; `answers` speaks for itself. */
export type EdgeMode =
  | { type: 'passes' }
  | { type: 'cut' }
  | { type: 'slow'; afterMs: number }
  | { type: 'half-open' }
  | { type: 'resets' }
  | { type: 'swallows-answers' }
  | { type: 'answers'; text: string };

/** A small TCP relay on loopback that plays the public edge of a tunnel: its port is the public address. */
export type PublicEdge = {
  port: number;
  /** `http://edge.example.com:port`: names are looked up by `lookupHere`. */
  address: string;
  /** Where it leads to. */
  target: number;
  mode: EdgeMode;
  /** Connections that have come. */
  count: number;
  /** Lets new connections come again at the same port, after `cut`. */
  set: (mode: EdgeMode) => Promise<void>;
  close: () => Promise<void>;
};

/** Starts an edge that leads to a port of this machine. */
export async function startEdge(target = 0): Promise<PublicEdge> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    edge.count += 1;
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    serve(socket, edge);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const edge: PublicEdge = {
    port,
    address: `http://edge.example.com:${port}`,
    target,
    mode: { type: 'passes' },
    count: 0,
    set: async (mode) => {
      edge.mode = mode;
      for (const socket of open) socket.destroy();
      if (mode.type === 'cut') await close();
      else if (!server.listening) await listen(port);
    },
    close: async () => {
      if (server.listening) await close();
    },
  };
  return edge;
}

function serve(socket: Socket, { mode, target }: PublicEdge): void {
  switch (mode.type) {
    case 'cut':
    case 'half-open':
      return;
    case 'resets':
      socket.resetAndDestroy();
      return;
    case 'answers':
      socket.once('data', () => socket.end(mode.text));
      return;
    case 'slow':
    case 'passes':
    case 'swallows-answers': {
      const inner = connect(target, '127.0.0.1');
      inner.on('error', () => socket.destroy()).once('close', () => socket.destroy());
      socket.once('close', () => inner.destroy());
      inner.pipe(socket, { end: false });
      if (mode.type === 'swallows-answers') inner.unpipe(socket).resume();
      if (mode.type === 'slow') setTimeout(() => socket.pipe(inner), mode.afterMs).unref();
      else socket.pipe(inner);
    }
  }
}

/** Every name is this machine's. */
export const lookupHere: LookupFunction = (_name, options, found) => {
  if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
};

/** No name is known to anybody. */
export const lookupNowhere: LookupFunction = (name, _options, found) =>
  found(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), '', 4);
