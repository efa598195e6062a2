import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ProbeProblem } from '../../../shared/reach.ts';
import { codeOf } from '../json-file.ts';
import { PROBE_HEADER, type ProbeKey } from './probe-key.ts';

/** Longer than this no probe takes, in ms. */
export const PROBE_WITHIN_MS = 10_000;
/** The proof is shorter; what follows is of no interest. */
const LONGEST_ANSWER = 1_024;

/** What a probe goes through: names and certificates of the PC, or those of a test. */
export type ProbeNetwork = { lookup?: LookupFunction; ca?: string };

/**
 * Sends a request to the public address and sees it arrive at this very station. Answers what went wrong, or null. Each one is
 * a connection of its own and looks the name up anew, as a sender does that has never been here; redirects are not followed.
 */
export async function probe(
  address: string,
  path: string,
  key: ProbeKey,
  network: ProbeNetwork,
  withinMs = PROBE_WITHIN_MS,
): Promise<ProbeProblem | null> {
  const sent = key.make();
  try {
    const headers = { [PROBE_HEADER]: sent.header, 'content-type': 'text/plain' };
    const { status, body } = await post(
      new URL(path, address),
      headers,
      sent.body,
      network,
      AbortSignal.timeout(withinMs),
    );
    if (status === 200 && body === JSON.stringify({ probe: sent.proof })) return null;
    if (sent.hasArrived()) return 'arrived-not-answered';
    return status >= 300 && status < 400 ? 'redirected' : 'wrong-answer';
  } catch (error) {
    return sent.hasArrived() ? 'arrived-not-answered' : problemOf(error);
  } finally {
    sent.forget();
  }
}

/** Posts a body over a connection of its own; rejects when there is no answer before `signal` aborts. */
export async function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
  { lookup, ca }: ProbeNetwork,
  signal: AbortSignal,
): Promise<{ status: number; body: string }> {
  const options: RequestOptions & { ca?: string } = {
    method: 'POST',
    agent: false,
    signal,
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Forecourt' },
    ...(lookup === undefined ? {} : { lookup }),
    ...(ca === undefined ? {} : { ca }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
    request.once('response', resolve).once('error', reject).end(body);
  });
  let text = '';
  for await (const piece of response.setEncoding('utf8')) {
    text += piece;
    if (text.length > LONGEST_ANSWER) break;
  }
  return { status: response.statusCode ?? 0, body: text };
}

/** What a failed {@link post} says of the way. */
export function problemOf(error: unknown): ProbeProblem {
  const code = codeOf(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENODATA':
      return 'dns-failure';
    case 'ECONNREFUSED':
      return 'refused';
    case 'ABORT_ERR':
    case 'ETIMEDOUT':
      return 'timeout';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
      return 'no-network';
    case 'CERT_HAS_EXPIRED':
      return 'tls-expired';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'tls-other-name';
    default:
      return /CERT|ISSUER|SIGNED|TLS|SSL|EPROTO/.test(code) ? 'tls-untrusted' : 'broken-off';
  }
}
