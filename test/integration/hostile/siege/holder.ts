// A program of its own: it wants many connections to a port, holds each in one of several manners, and opens anew what it loses.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setPriority } from 'node:os';

const [port = 0, wanted = 0, perSecond = 0] = process.argv.slice(2, 5).map(Number);
const path = process.argv[5] ?? '';
const TICK_MS = 20;
const DRIP_EVERY_MS = 2_500;
/** It begins well, and never comes to its end. */
const BODY = `{"content":{"remark":"${'r'.repeat(10_000)}`;

/** A connection, and the bytes that it goes on with, one at a time. */
type Held = { socket: Socket; drip: string; sent: number };
/** How a connection begins, and what it goes on with. */
type Manner = { begin: string | Buffer; drip: string };

const head = (target: string, ...headers: string[]): string =>
  [`POST ${target} HTTP/1.1`, 'Host: shop.example', ...headers, '', ''].join('\r\n');
const whole = (target: string): string => `${head(target, 'Content-Length: 2')}{}`;

const MANNERS: (() => Manner)[] = [
  // Silent.
  () => ({ begin: '', drip: '' }),
  // Half a line of a header.
  () => ({ begin: `POST ${path} HTTP/1.1\r\nHost: shop.ex`, drip: 'a'.repeat(1_000) }),
  // All headers, and a body that drips.
  () => ({ begin: head(path, 'Content-Length: 900000') + BODY.slice(0, 1_000), drip: BODY.slice(1_000) }),
  // The same by another path.
  () => ({ begin: head('/', 'Transfer-Encoding: chunked'), drip: '1\r\nx\r\n'.repeat(1_000) }),
  // What begins like TLS, and is noise.
  () => ({ begin: Buffer.concat([Buffer.from('16030102000100', 'hex'), randomBytes(200)]), drip: '' }),
  // Answered, and kept alive for nothing.
  () => ({ begin: whole('/'), drip: '' }),
  // Many requests at once, and a last one without its end.
  () => ({ begin: whole('/').repeat(10) + whole(path).repeat(2) + head(path, 'Content-Length: 5'), drip: '' }),
];

// Attackers have PCs of their own: they must not have the processor that the station needs.
setPriority(19);
const held = new Set<Held>();
let opened = 0;

function open(): void {
  const { begin, drip } = (MANNERS[opened % MANNERS.length] as () => Manner)();
  opened += 1;
  const one: Held = { socket: connect({ port, host: '127.0.0.1' }), drip, sent: 0 };
  held.add(one);
  one.socket.on('error', () => {}).resume();
  one.socket.once('connect', () => one.socket.write(begin)).once('close', () => held.delete(one));
}

setInterval(() => {
  for (let due = (perSecond * TICK_MS) / 1_000; due > 0 && held.size < wanted; due -= 1) open();
}, TICK_MS);
setInterval(() => {
  for (const one of held) {
    if (one.sent >= one.drip.length || one.socket.connecting) continue;
    one.socket.write(one.drip.charAt(one.sent));
    one.sent += 1;
  }
}, DRIP_EVERY_MS);
setInterval(() => process.send?.({ opened }, () => {}), 250);
process.on('disconnect', () => process.exit());
