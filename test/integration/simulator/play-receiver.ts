import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The documented success. */
export const SUCCESS = '{"data":null,"errorInfo":"","status":0}';

/** A receiver for one test, on a free port of the loopback. */
export interface Receiver {
  url: URL;
  bodies: Buffer[];
  close(): Promise<void>;
}

/** Starts a receiver that reads each body and lets `answer` decide; `tries` counts requests from 1. */
export async function startReceiver(
  answer: (response: ServerResponse, body: Buffer, tries: number) => void,
): Promise<Receiver> {
  const bodies: Buffer[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    bodies.push(body);
    answer(response, body, bodies.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/callback/test`),
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
