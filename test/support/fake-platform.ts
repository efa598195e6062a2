import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A report as the platform lists it, whatever it may be. */
export type PlayedReport = Record<string, unknown>;

/** Something else than what is documented, for the next question: `what` it is, or any. */
export type Fault = {
  what?: 'auth' | 'rest';
  /** The status in the answer. */
  code?: number | string;
  /** The status of HTTP, with `body` or nothing to read. */
  http?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Answers after this long, in ms. */
  delayMs?: number;
  /** The connection breaks: before the answer, or in the middle of it. */
  cut?: 'before' | 'within';
  /** Sends the beginning of an answer, and never the rest. */
  stall?: boolean;
};

/** A question as it came. */
export type Question = { what: string; method: string; headers: IncomingMessage['headers']; body: unknown; at: number };

export type FakePlatformParts = {
  appKey?: string;
  appSecret: string;
  /** As it is told: AutoX3 says 529200. */
  expiresIn?: unknown;
  /** Of each plate. */
  reports?: Readonly<Record<string, readonly PlayedReport[]>>;
};

/** AutoX3's open platform as it is documented, on this machine, over real HTTP; faults are told to it beforehand. */
export class FakePlatform {
  readonly #server: Server;
  readonly #parts: FakePlatformParts;
  readonly #tokens = new Set<string>();
  readonly #faults: Fault[] = [];
  readonly #waiting = new Set<NodeJS.Timeout>();
  #issued = 0;
  #inFlight = 0;
  /** All that was asked, in order. */
  readonly questions: Question[] = [];
  /** So many questions were open at once at most. */
  mostAtOnce = 0;
  /** True for one that takes no token, however new. */
  refusesAll = false;

  private constructor(parts: FakePlatformParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(parts: FakePlatformParts): Promise<FakePlatform> {
    const platform = new FakePlatform(parts);
    await new Promise<void>((resolve) => platform.#server.listen(0, '127.0.0.1', resolve));
    return platform;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How often somebody has logged in. */
  get logIns(): number {
    return this.questions.filter(({ what }) => what === 'auth').length;
  }

  /** The questions for reports, each with its plate. */
  get plates(): unknown[] {
    return this.questions
      .filter(({ what }) => what === 'rest')
      .map(({ body }) => JSON.parse((body as { content: string }).content).carNum);
  }

  /** Plays these faults on the next questions, one each. */
  next(...faults: Fault[]): void {
    this.#faults.push(...faults);
  }

  /** No token that was issued is taken any more. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  async stop(): Promise<void> {
    for (const timer of this.#waiting) clearTimeout(timer);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#inFlight += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#inFlight);
    response.once('close', () => {
      this.#inFlight -= 1;
    });
    // A client that goes in the middle of its question is no error of a test.
    const text = await bodyOf(request).catch(() => null);
    if (text === null) return;
    const what = request.url === '/openapi/api-v1/auth' ? 'auth' : request.url === '/openapi/api-v1/rest' ? 'rest' : '';
    const question = { what, method: request.method ?? '', headers: request.headers, body: parsed(text) };
    this.questions.push({ ...question, at: performance.now() });
    const index = this.#faults.findIndex((fault) => fault.what === undefined || fault.what === what);
    const fault = index === -1 ? {} : (this.#faults.splice(index, 1)[0] ?? {});
    const answer = (): void => this.#answer(question, fault, request, response);
    if (fault.delayMs === undefined) answer();
    else this.#waiting.add(setTimeout(answer, fault.delayMs));
  }

  #answer(question: Omit<Question, 'at'>, fault: Fault, request: IncomingMessage, response: ServerResponse): void {
    if (fault.cut === 'before') {
      request.socket.destroy();
      return;
    }
    const { status, body } =
      fault.code !== undefined
        ? { status: 200, body: JSON.stringify({ data: null, errorInfo: 'played', status: fault.code }) }
        : fault.http !== undefined || fault.body !== undefined
          ? { status: fault.http ?? 200, body: fault.body ?? '' }
          : this.#documented(question);
    response.writeHead(status, {
      'content-type': 'application/json;charset=UTF-8',
      'content-length': String(Buffer.byteLength(body)),
      ...fault.headers,
    });
    const beginning = body.slice(0, Math.ceil(body.length / 2));
    if (fault.cut === 'within') response.write(beginning, () => request.socket.destroy());
    else if (fault.stall === true) response.write(beginning);
    else response.end(body);
  }

  #documented({ what, method, headers, body }: Omit<Question, 'at'>): { status: number; body: string } {
    if (what === '' || method !== 'POST') return { status: 404, body: '' };
    const given = body as Record<string, unknown> | null;
    if (what === 'auth') {
      const { appKey = 'AK-TEST', appSecret } = this.#parts;
      if (given?.appKey !== appKey || given.appSecret !== appSecret) return forbidden(what);
      this.#issued += 1;
      const accessToken = `token-${this.#issued}`;
      this.#tokens.add(accessToken);
      return well({ accessToken, expiresIn: 'expiresIn' in this.#parts ? this.#parts.expiresIn : 529_200 });
    }
    if (this.refusesAll || !this.#tokens.has(headers.authorization ?? '')) return forbidden(what);
    const content = parsed(String(given?.content)) as { carNum?: string; isNeedJson?: string } | null;
    if (given?.method !== 'autox3.order.detection.report.list' || content?.isNeedJson !== 'false')
      return { status: 200, body: JSON.stringify({ data: null, errorInfo: 'unknown method', status: 1_200 }) };
    return well(this.#parts.reports?.[content.carNum ?? ''] ?? []);
  }
}

/** A report in the documented form. */
export function playedReport(carNum: string, report: PlayedReport = {}): PlayedReport {
  return {
    carNum,
    h5Url: `https://h5.example/report/${encodeURIComponent(carNum)}`,
    releaseDate: '2021-03-31 13:34:30',
    reportScore: 100,
    reportJson: null,
    ...report,
  };
}

const well = (data: unknown) => ({ status: 200, body: JSON.stringify({ data, errorInfo: null, status: 0 }) });

/** As the documentation prints it: the answer of the server in front, not of the platform. */
const forbidden = (what: string) => ({
  status: 403,
  body: JSON.stringify({ status: 403, error: 'Forbidden', path: `/openapi/api-v1/${what}` }),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
