// A program of its own: it floods a callback with what nobody signed, over many connections, until it is ended.
import { randomInt, randomUUID } from 'node:crypto';
import http from 'node:http';
import { setPriority } from 'node:os';

const callback = process.argv[2] ?? '';
const connections = Number(process.argv[3]);
const MIB = 1_048_576;

const envelope = (content: string): string =>
  `{"content":${content},"createTime":${Date.now()},"msgType":"event.autox3.order.receivebase.create","msgSignature":"${'A'.repeat(40)}","msgId":"${randomUUID()}","staffInfo":{"a": 1}}`;
const filled = (unit: string, bytes: number): string =>
  envelope(`{"remark": "${unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)))}"}`);

/** Bodies of every size that nobody signed: well-formed, not ASCII, wide, deep, and broken. */
const BODIES: (() => string)[] = [
  () => filled('x', randomInt(200, 5_000)),
  () => filled('刮', randomInt(200, 50_000)),
  () => filled('x', MIB - 1_000),
  () => filled('刮', MIB - 1_000),
  () => envelope(`{"a": [${Array.from({ length: 60_000 }, (_none, n) => `{"b": ${n}.0}`).join(', ')}]}`),
  () => envelope(`{"a":${'['.repeat(60)}${']'.repeat(60)}}`),
  () => '['.repeat(randomInt(65, 500_000)),
  () => filled('x', 500).slice(0, -1),
  () => JSON.stringify({ content: filled('刮\\u0061"', 100_000) }),
];

setPriority(19);
const bodies = BODIES.flatMap((make) => [make(), make(), make()]).map((text) => Buffer.from(text));
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
let sent = 0;
let answered = 0;

function post(): void {
  const body = bodies[sent % bodies.length] ?? Buffer.alloc(0);
  sent += 1;
  // One in four comes over a connection of its own.
  const request = http.request(callback, {
    method: 'POST',
    agent: sent % 4 === 0 ? false : agent,
    headers: { 'content-length': body.length },
  });
  request.on('error', () => {}).once('close', post);
  request.once('response', (response) => {
    answered += 1;
    response.on('error', () => {}).resume();
  });
  request.end(body);
}

for (let n = 0; n < connections; n += 1) post();
setInterval(() => process.send?.({ answered }, () => {}), 250);
process.on('disconnect', () => process.exit());
