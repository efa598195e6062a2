import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { z } from 'zod';
import { codeOf } from '../json-file.ts';
import { PlatformError } from './platform-error.ts';

/** Longer than any list of reports without their contents, in bytes. */
const LONGEST_ANSWER = 2_097_152;

const Answer = z.object({
  status: z.union([
    z.number().int(),
    z
      .string()
      .regex(/^-?\d{1,9}$/)
      .transform(Number),
  ]),
  data: z.unknown(),
});

/** What AutoX3's own numbers mean: https://autox3api.gitbook.io/autox3/integration-instruction-1/parameters */
const OF_CODE: Readonly<Record<number, 'refused' | 'autox3-network' | 'not-authentic'>> = {
  403: 'refused',
  1101: 'autox3-network',
  1102: 'not-authentic',
};

/**
 * Asks the platform once, and answers what it says in `data`. Each question is a connection of its own, no redirect is
 * followed, and `signal` ends it wherever it is. Rejects with {@link PlatformError}, or with the reason of `signal`.
 */
export async function ask(url: URL, content: unknown, token: string | null, signal: AbortSignal): Promise<unknown> {
  const { status, text } = await post(url, JSON.stringify(content), token, signal);
  if (status >= 500) throw new PlatformError('server-error', status);
  if (status >= 300 && status < 400) throw new PlatformError('redirected', status);
  const answer = Answer.safeParse(parsed(text));
  if (status === 401 || status === 403) throw new PlatformError('refused', status);
  if (!answer.success) throw status < 400 ? new PlatformError('unreadable') : new PlatformError('not-taken', status);
  const { status: code, data } = answer.data;
  if (code !== 0) throw new PlatformError(OF_CODE[code] ?? 'unknown-code', code);
  if (status >= 400) throw new PlatformError('not-taken', status);
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function post(
  url: URL,
  body: string,
  token: string | null,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const options = {
    method: 'POST',
    agent: false,
    signal,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      accept: 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Forecourt',
      ...(token === null ? {} : { authorization: token }),
    },
  };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
      request.once('response', resolve).once('error', reject).end(body);
    });
    return { status: response.statusCode ?? 0, text: await textOf(response) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PlatformError) throw error;
    throw new PlatformError(isOfCertificate(error) ? 'certificate' : 'no-connection');
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    length += piece.length;
    // Leaving the loop ends the connection with it.
    if (length > LONGEST_ANSWER) throw new PlatformError('too-large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function isOfCertificate(error: unknown): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|^ERR_SSL|^ERR_TLS/.test(codeOf(error));
}
