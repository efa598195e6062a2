import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { deliver } from '../../../electron/simulator/deliver.ts';
import { MAX_ANSWER_BYTES, openLine } from '../../../electron/simulator/post.ts';
import { RETRY_DELAYS_MS } from '../../../electron/simulator/schedule.ts';
import { type Receiver, SUCCESS, startReceiver } from './play-receiver.ts';

const BODY = Buffer.from('{"msgId":"m-1","content":{"车":"京M65068"}}');
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function receiver(answer: (response: ServerResponse, body: Buffer, tries: number) => void): Promise<Receiver> {
  const started = await startReceiver(answer);
  open.push(started);
  return started;
}

async function deliverTo(url: URL, { attemptTimeoutMs = 5_000, signal = new AbortController().signal } = {}) {
  const line = openLine(url, attemptTimeoutMs);
  open.push(line);
  const waits: number[] = [];
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const report = await deliver(
    { body: BODY },
    { post: line.post, delays: RETRY_DELAYS_MS, sleep, clock: Date.now, signal },
  );
  return { ...report, waits };
}

describe('a delivery', () => {
  it('ends at the first documented success', async () => {
    const { url, bodies } = await receiver((response) => response.end(SUCCESS));
    const { ending, attempts, waits } = await deliverTo(url);
    expect(ending).toBe('acknowledged');
    expect(attempts).toMatchObject([
      { number: 1, nextInMs: null, answer: { kind: 'answered', httpStatus: 200, status: 0, acknowledged: true } },
    ]);
    expect(bodies).toEqual([BODY]);
    expect(waits).toEqual([]);
  });

  it('takes success in another layout', async () => {
    const { url } = await receiver((response) => response.end('{ "status": 0, "errorInfo": "", "data": null }\n'));
    expect(await deliverTo(url)).toMatchObject({ ending: 'acknowledged' });
  });

  it.each<[string, number, string]>([
    ['a failure', 500, '{"data":null,"errorInfo":"no","status":500}'],
    ['an HTTP failure that carries success', 503, SUCCESS],
    ['a redirection', 302, SUCCESS],
    ['another status', 200, '{"data":null,"errorInfo":"","status":1}'],
    ['a status in quotes', 200, '{"data":null,"errorInfo":"","status":"0"}'],
    ['a success that is not the documented one', 200, '{"data":{},"errorInfo":"","status":0}'],
    ['a member too many', 200, '{"data":null,"errorInfo":"","status":0,"ok":true}'],
    ['no JSON', 200, 'OK'],
    ['an empty body', 200, ''],
  ])('tries seven times with the same bytes when the answer is %s', async (_, status, text) => {
    const { url, bodies } = await receiver((response) => response.writeHead(status, { location: '/' }).end(text));
    const { ending, attempts, waits } = await deliverTo(url);
    expect(ending).toBe('given-up');
    expect(attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(attempts.at(-1)?.nextInMs).toBeNull();
    expect(bodies).toEqual(Array.from({ length: 7 }, () => BODY));
    expect(waits).toEqual(RETRY_DELAYS_MS);
  });

  it('stops trying once a later try is acknowledged', async () => {
    const { url, bodies } = await receiver((response, _, tries) =>
      tries < 3 ? response.writeHead(500).end() : response.end(SUCCESS),
    );
    const { ending, attempts, waits } = await deliverTo(url);
    expect([ending, attempts.length, bodies.length]).toEqual(['acknowledged', 3, 3]);
    expect(waits).toEqual([2_000, 4_000]);
  });

  it('tries again where nobody listens', async () => {
    const { url, close } = await startReceiver((response) => response.end(SUCCESS));
    await close();
    const { ending, attempts } = await deliverTo(url);
    expect(ending).toBe('given-up');
    expect(attempts).toHaveLength(7);
    for (const { answer } of attempts) expect(answer).toMatchObject({ kind: 'failed', failure: 'connection-refused' });
  });

  it('tries again when the connection breaks before, or within, an answer', async () => {
    const { url } = await receiver((response, _, tries) => {
      if (tries === 1) response.destroy();
      else if (tries > 2) response.end(SUCCESS);
      else response.writeHead(200, { 'content-length': 100 }).write(SUCCESS.slice(0, 5), () => response.destroy());
    });
    const { ending, attempts } = await deliverTo(url);
    expect(ending).toBe('acknowledged');
    expect(attempts.map(({ answer }) => answer)).toMatchObject([
      { kind: 'failed', failure: 'connection-lost', code: 'ECONNRESET' },
      { kind: 'answered', httpStatus: 200, status: null, acknowledged: false },
      { kind: 'answered', acknowledged: true },
    ]);
  });

  it('tries again when there is no answer in time, or only half of one', async () => {
    const { url } = await receiver((response, _, tries) => {
      if (tries === 2) response.writeHead(200).write(SUCCESS.slice(0, 5));
      if (tries > 2) response.end(SUCCESS);
    });
    const { ending, attempts } = await deliverTo(url, { attemptTimeoutMs: 150 });
    expect(ending).toBe('acknowledged');
    expect(attempts.map(({ answer }) => answer)).toMatchObject([
      { kind: 'failed', failure: 'timed-out' },
      { kind: 'failed', failure: 'timed-out' },
      { kind: 'answered' },
    ]);
  });

  it('says so when what answers is no HTTP server', async () => {
    const server = createTcpServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.6\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const { port } = server.address() as AddressInfo;
    const { attempts } = await deliverTo(new URL(`http://127.0.0.1:${port}/callback/test`));
    expect(attempts[0]?.answer).toMatchObject({ kind: 'failed', failure: 'not-http' });
  });

  it('does not read an answer without end', async () => {
    const { url } = await receiver((response, _, tries) =>
      tries > 1 ? response.end(SUCCESS) : response.end(Buffer.alloc(MAX_ANSWER_BYTES + 1, 0x20)),
    );
    const { attempts } = await deliverTo(url);
    expect(attempts[0]?.answer).toEqual({ kind: 'failed', failure: 'answer-too-long', code: null });
  });

  it('is cut short by its signal, also while it waits for an answer', async () => {
    const ending = new AbortController();
    const { url, bodies } = await receiver(() => ending.abort());
    const report = await deliverTo(url, { signal: ending.signal });
    expect(report).toMatchObject({ ending: 'stopped', attempts: [{ answer: { failure: 'stopped' }, nextInMs: null }] });
    expect(bodies).toHaveLength(1);
  });
});
