import http from 'node:http';
import { connect } from 'node:net';

/** One answer as it came over the wire. */
export type Reply = { status: number; body: string };

/** All answers on one connection, and how it ended: `hung` is that the station neither answered nor closed in time. */
export type Exchange = { replies: Reply[]; ended: 'answered' | 'closed' | 'left' | 'hung' };

/** How a sender of raw bytes ends: it waits for the station to close, closes its own side, or goes away. */
export type Ending = 'wait' | 'half-close' | 'abort';

/** The longest that an answer may take before it counts as hung, in ms. */
const PATIENCE_MS = 8_000;

/** Writes bytes on a connection of their own and reads what comes back. */
export function writeRaw(port: number, bytes: Buffer, ending: Ending): Promise<Exchange> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const chunks: Buffer[] = [];
    let ended: Exchange['ended'] = 'closed';
    const timer = setTimeout(() => {
      ended = 'hung';
      socket.destroy();
    }, PATIENCE_MS);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(timer);
      const replies = readReplies(Buffer.concat(chunks).toString('latin1'));
      resolve({ replies, ended: ended === 'closed' && replies.length > 0 ? 'answered' : ended });
    });
    socket.write(bytes, () => {
      if (ending === 'half-close') socket.end();
      if (ending === 'abort') {
        ended = 'left';
        socket.resetAndDestroy();
      }
    });
  });
}

/** Posts bodies over kept-alive connections. */
export function openPost(callback: string): { post: (body: Buffer) => Promise<Exchange>; close: () => void } {
  const agent = new http.Agent({ keepAlive: true });
  const post = (body: Buffer): Promise<Exchange> =>
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let status = 0;
      const timer = setTimeout(() => {
        resolve({ replies: [], ended: 'hung' });
        request.destroy();
      }, PATIENCE_MS);
      const finish = (): void => {
        clearTimeout(timer);
        const replies = status === 0 ? [] : [{ status, body: Buffer.concat(chunks).toString() }];
        resolve({ replies, ended: status === 0 ? 'closed' : 'answered' });
      };
      const request = http.request(callback, { method: 'POST', agent, headers: { 'content-length': body.length } });
      request.on('error', finish);
      request.on('response', (response) => {
        status = response.statusCode ?? 0;
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', finish);
        response.on('error', finish);
      });
      request.end(body);
    });
  return { post, close: () => agent.destroy() };
}

/** The answers in what came over one connection; interim ones (1xx) are left out. */
function readReplies(text: string): Reply[] {
  const replies: Reply[] = [];
  let at = 0;
  while (at < text.length) {
    const headEnd = text.indexOf('\r\n\r\n', at);
    if (headEnd < 0) break;
    const head = text.slice(at, headEnd);
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? 0);
    at = headEnd + 4;
    if (status >= 100 && status < 200) continue;
    let body = '';
    if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
      const end = text.indexOf('0\r\n\r\n', at);
      body = text.slice(at, end);
      at = end < 0 ? text.length : end + 5;
    } else {
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      body = text.slice(at, at + length);
      at += length;
    }
    replies.push({ status, body });
  }
  return replies;
}
