import type { PlatformFailure, PlatformOutcome } from '../../../shared/platform.ts';
import { instant } from '../instant.ts';
import { ask } from './ask.ts';
import type { Pace } from './pace.ts';
import { PlatformError } from './platform-error.ts';
import { type ListedReport, listedReports } from './report-list.ts';
import { type RetryParts, withRetries } from './retries.ts';
import { type Credentials, TokenKeeper } from './token.ts';

/** What a client needs: credentials as they are now (null where there are none), and what time is made of. */
export type PlatformClientParts = RetryParts & {
  credentials: () => Credentials | null;
  pace: Pace;
  /** Ms since 1970. */
  now: () => number;
  /** A call has ended. */
  ended: (outcome: PlatformFailure | null) => void;
};

/**
 * Asks AutoX3's platform (https://autox3api.gitbook.io/autox3/standardized-interface/untitled). A token that is refused
 * in mid-flight is renewed once and the call made once more; a second refusal is told. Every method rejects with
 * {@link PlatformError}, or with the reason of its signal.
 */
export class PlatformClient {
  readonly #parts: PlatformClientParts;
  readonly #tokens: TokenKeeper;
  readonly #stopping = new AbortController();
  #last: PlatformOutcome | null = null;

  constructor(parts: PlatformClientParts) {
    this.#parts = parts;
    // It outlives whoever asked first: others wait for the same one.
    this.#tokens = new TokenKeeper((credentials) => this.#logIn(credentials), parts.elapsed);
  }

  /** How the last call ended, since the start. */
  get last(): PlatformOutcome | null {
    return this.#last;
  }

  /** Logs in anew. */
  test(signal: AbortSignal): Promise<void> {
    return this.#call(signal, async (credentials, during) => {
      this.#tokens.forget();
      await this.#tokens.get(credentials, during);
    });
  }

  /** The reports of a plate. The form of the question is AutoX3's: a text within a text, and `false` as a text. */
  reports(plate: string, signal: AbortSignal): Promise<ListedReport[]> {
    const content = JSON.stringify({ carNum: plate, isNeedJson: 'false' });
    const question = { method: 'autox3.order.detection.report.list', content };
    return this.#call(signal, async (credentials, during) =>
      listedReports(await this.#authorized(credentials, question, during), plate),
    );
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #call<T>(asked: AbortSignal, work: (credentials: Credentials, signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.any([asked, this.#stopping.signal]);
    try {
      const credentials = this.#parts.credentials();
      if (credentials === null) throw new PlatformError('not-set-up');
      const result = await this.#parts.pace.turn(() => work(credentials, signal), signal);
      this.#ended(null);
      return result;
    } catch (error) {
      if (error instanceof PlatformError) this.#ended(error.failure);
      throw error;
    }
  }

  async #authorized(credentials: Credentials, question: unknown, signal: AbortSignal): Promise<unknown> {
    const token = await this.#tokens.get(credentials, signal);
    try {
      return await this.#ask(credentials, 'rest', question, token, signal);
    } catch (error) {
      if (!(error instanceof PlatformError) || !error.isOfToken) throw error;
    }
    const renewed = await this.#tokens.after(token, credentials, signal);
    return this.#ask(credentials, 'rest', question, renewed, signal);
  }

  #logIn(credentials: Credentials): Promise<unknown> {
    const { appKey, appSecret } = credentials;
    return this.#ask(credentials, 'auth', { appKey, appSecret }, null, this.#stopping.signal);
  }

  #ask(
    { base }: Credentials,
    what: 'auth' | 'rest',
    content: unknown,
    token: string | null,
    signal: AbortSignal,
  ): Promise<unknown> {
    const url = new URL(`/openapi/api-v1/${what}`, base);
    return withRetries(
      async (within) => {
        await this.#parts.pace.ready(within);
        return ask(url, content, token, within);
      },
      signal,
      this.#parts,
    );
  }

  #ended(failure: PlatformFailure | null): void {
    this.#last = { at: instant(this.#parts.now()), failure };
    this.#parts.ended(failure);
  }
}
