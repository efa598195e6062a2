import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to the station that can go dead without a word, as a network does while a PC sleeps. */
export type Way = {
  /** For a browser context: everything, this PC's own addresses too, goes through it. */
  proxy: { server: string; bypass: string };
  /** From now on nothing comes through on the connections that are open; new ones work. */
  goDead: () => void;
};

/**
 * An HTTP proxy on a free port, closed when the test is over. With `leadsTo` every address leads to this one of this
 * machine: so a page can have an address of a network that is not there.
 */
export async function wayToStation(leadsTo?: string): Promise<Way> {
  const open = new Set<ServerResponse>();
  const server = createServer((asked, answer) => {
    open.add(answer);
    answer.on('close', () => open.delete(answer));
    const onward = request(
      asked.url ?? '',
      { ...(leadsTo !== undefined && { hostname: leadsTo }), method: asked.method, headers: asked.headers },
      (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        answer.flushHeaders();
        got.on('data', (chunk: Buffer) => open.has(answer) && answer.write(chunk));
        got.on('end', () => open.has(answer) && answer.end());
      },
    );
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' }, goDead: () => open.clear() };
}
