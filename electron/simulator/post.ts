import http from 'node:http';
import https from 'node:https';
import { z } from 'zod';

/** What came of one try. `status` is the JSON body's, null when it has none. */
export type Answer =
  | { kind: 'answered'; httpStatus: number; status: number | null; acknowledged: boolean }
  | { kind: 'failed'; failure: Failure; code: string | null };

/** Why a try got no answer; the code beside it is the system's, such as ECONNRESET. */
export type Failure =
  | 'connection-refused'
  | 'connection-lost'
  | 'unreachable'
  | 'timed-out'
  | 'not-http'
  | 'answer-too-long'
  | 'stopped';

/** Posts a body to the callback address. Never throws: whatever happens is an answer. */
export type Post = (body: Buffer, signal: AbortSignal) => Promise<Answer>;

/** An open line to one callback address; close it when done. */
export interface Line {
  post: Post;
  close(): void;
}

/** The longest answer that is read, in bytes; the documented one has 39. */
export const MAX_ANSWER_BYTES = 65_536;

/** The answer that AutoX3 documents as success; any other body is a failure to it. */
const Success = z.strictObject({ data: z.null(), errorInfo: z.literal(''), status: z.literal(0) });
const WithStatus = z.looseObject({ status: z.number() });

/** Opens a line with kept-alive connections. One try, answer included, may take `attemptTimeoutMs`. Redirects are not followed. */
export function openLine(url: URL, attemptTimeoutMs: number): Line {
  const transport = url.protocol === 'https:' ? https : http;
  const agent = new transport.Agent({ keepAlive: true });
  return {
    close: () => agent.destroy(),
    post: (body, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve({ kind: 'failed', failure: 'stopped', code: null });

        let httpStatus: number | null = null;
        const settle = (answer: Answer): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', stop);
          resolve(answer);
        };
        const cut = (failure: Failure): void => {
          settle({ kind: 'failed', failure, code: null });
          request.destroy();
        };
        const stop = (): void => cut('stopped');
        const timer = setTimeout(() => cut('timed-out'), attemptTimeoutMs);
        signal.addEventListener('abort', stop, { once: true });

        const request = transport.request(url, {
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json;charset=UTF-8', 'content-length': body.byteLength },
        });
        const fail = (error: NodeJS.ErrnoException): void => {
          // A receiver may answer that a body is too large and hang up before all of it was sent.
          if (httpStatus !== null) settle({ kind: 'answered', httpStatus, status: null, acknowledged: false });
          else settle({ kind: 'failed', failure: failureOf(error), code: error.code ?? null });
        };
        request.on('error', fail);
        request.on('response', (response) => {
          const got = response.statusCode ?? 0;
          httpStatus = got;
          const chunks: Buffer[] = [];
          let length = 0;
          response.on('data', (chunk: Buffer) => {
            length += chunk.byteLength;
            if (length > MAX_ANSWER_BYTES) return cut('answer-too-long');
            chunks.push(chunk);
          });
          response.on('error', fail);
          response.on('end', () => settle(readAnswer(got, Buffer.concat(chunks).toString())));
        });
        request.end(body);
      }),
  };
}

function readAnswer(httpStatus: number, body: string): Answer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { kind: 'answered', httpStatus, status: null, acknowledged: false };
  }
  const success = httpStatus >= 200 && httpStatus < 300 && Success.safeParse(json).success;
  return {
    kind: 'answered',
    httpStatus,
    status: WithStatus.safeParse(json).data?.status ?? null,
    acknowledged: success,
  };
}

function failureOf(error: NodeJS.ErrnoException): Failure {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'connection-refused';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'connection-lost';
    default:
      // Node's HTTP parser names its errors HPE_….
      return error.code?.startsWith('HPE_') ? 'not-http' : 'unreachable';
  }
}
