import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: nothing else is given one of these before a test uses it. */
const LOWEST = 20_000;
const COUNT = 12_000;
const TRIES = 100;

let last = randomInt(COUNT);

/** A port of this machine that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried++) {
    last = (last + 1) % COUNT;
    const port = LOWEST + last;
    if (await isFree(port)) return port;
  }
  throw new Error(`of ${TRIES} ports none is free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
