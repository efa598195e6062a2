import { type OutgoingHttpHeaders, request } from 'node:http';
import { recordAnswer } from './written/record-answers.ts';

/** An answer as it came over the wire; header names in lower case. */
export type HttpAnswer = { status: number; headers: NodeJS.Dict<string | string[]>; body: string };

export type HttpQuestion = {
  /** The address of this machine that is asked; 127.0.0.1 unless told otherwise. */
  address?: string;
  method?: string;
  /** As it goes into the request line: nothing is normalised. */
  path?: string;
  headers?: OutgoingHttpHeaders;
  body?: Uint8Array | string;
  /** False leaves out the Host header. */
  setHost?: boolean;
};

/** Asks a server on this machine with exactly this path and these headers, which `fetch` would put right. */
export function ask(
  port: number,
  { address = '127.0.0.1', method = 'GET', path = '/', headers = {}, body, setHost = true }: HttpQuestion,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: address, port, method, path, headers, setHost, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = {
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        recordAnswer(answer);
        resolve(answer);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The port of an address such as a station's callback. */
export function portOf(address: string): number {
  return Number(new URL(address).port);
}
