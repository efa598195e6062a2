import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of photos on this PC, with what it was asked for. */
export type PhotoServer = {
  /** The address of a path. */
  at: (path: string) => string;
  port: number;
  /** Connections that were made, whatever came of them. */
  connections: () => number;
  asked: IncomingMessage[];
  stop: () => Promise<void>;
};

/** Answers each path as told, and every other with 404. */
export async function startPhotoServer(answers: Record<string, Answer>, host = '127.0.0.1'): Promise<PhotoServer> {
  let connections = 0;
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const answer = answers[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    at: (path) => `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`,
    port,
    connections: () => connections,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const send =
  (bytes: Buffer, type = 'image/jpeg'): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
  };

/** A photo of one colour. */
export function jpeg(width = 640, height = 480, colour = '#336699'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
}
