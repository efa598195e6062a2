import { once } from 'node:events';
import http from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, portOf } from '../../support/http.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

/** Connections that the receiver holds at once. */
const MOST = 200;

let station: TestStation;
let port: number;
let path: string;
let opened: Socket[] = [];
beforeEach(async () => {
  station = await startTestStation();
  port = portOf(station.callback);
  path = new URL(station.callback).pathname;
  opened = [];
});
afterEach(async () => {
  for (const socket of opened) socket.destroy();
  await station.dispose();
});

/** Opens a connection and begins to send on it; the station has it when this is done. */
async function open(begin: string | Buffer = ''): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  opened.push(socket);
  socket.on('error', () => {}).resume();
  await once(socket, 'connect');
  socket.write(begin);
  return socket;
}

async function openMany(count: number, begin?: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n += 1) sockets.push(await open(begin));
  return sockets;
}

const headOf = (body: Buffer): string => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`;
const slowly = (): string => `${headOf(Buffer.alloc(1_000))}{"content":`;
const accepted = async (): Promise<number> =>
  (await ask(port, { method: 'POST', path, body: signedCheckIn().body })).status;
const ended = (sockets: readonly Socket[]): number => sockets.filter(({ closed }) => closed).length;
const statusOn = async (socket: Socket): Promise<string> =>
  String(((await once(socket, 'data')) as [Buffer])[0]).slice(9, 12);

test('at its limit of connections the receiver serves a new one at once, and ends the one that has been silent longest', async () => {
  const silent = await openMany(MOST);
  expect(await accepted()).toBe(200);
  await expect.poll(() => ended(silent)).toBe(1);
  expect(silent[0]?.closed).toBe(true);
  expect(station.logged.filter((line) => line.includes('more connections came'))).toHaveLength(1);
});

test('with room left nobody is ended, however slow', async () => {
  const slow = [...(await openMany(MOST / 2 - 1)), ...(await openMany(MOST / 2 - 1, slowly()))];
  for (let n = 0; n < 5; n += 1) expect(await accepted()).toBe(200);
  expect(ended(slow)).toBe(0);
  expect(station.logged.join()).not.toContain('more connections came');
});

test('a slow sender who knows the path finishes while strangers come in their hundreds', async () => {
  const { body } = signedCheckIn();
  const slow = await open(Buffer.concat([Buffer.from(headOf(body)), body.subarray(0, 500)]));
  const strangers = await openMany(3 * MOST);
  await expect.poll(() => ended(strangers)).toBe(2 * MOST + 1);
  const answer = statusOn(slow);
  slow.write(body.subarray(500));
  expect(await answer).toBe('200');
});

test('a connection that brought a check-in is kept for the next one while others fill all places with slow bodies', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const deliver = async (): Promise<boolean> => {
    const sent = http.request(station.callback, { method: 'POST', agent }).end(signedCheckIn().body);
    const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
    await once(response.resume(), 'end');
    return sent.reusedSocket;
  };
  expect(await deliver()).toBe(false);
  const slow = await openMany(MOST + 50, slowly());
  await expect.poll(() => ended(slow)).toBe(51);
  expect(await deliver()).toBe(true);
  agent.destroy();
});

test('who has found out the path cannot keep out who has not yet asked for it', async () => {
  await openMany(2 * MOST, slowly());
  const { body } = signedCheckIn();
  // Its headers come in two parts, and others in between.
  const genuine = await open(headOf(body).slice(0, 20));
  await openMany(MOST / 4, slowly());
  const answer = statusOn(genuine);
  genuine.write(Buffer.concat([Buffer.from(headOf(body).slice(20)), body]));
  expect(await answer).toBe('200');
});

test('a connection with more requests under way than any sender has is ended', async () => {
  const part = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`;
  const greedy = await open(part.repeat(100));
  await once(greedy, 'close');
  expect(await accepted()).toBe(200);
});
