import type { PlatformFailure, PlatformProblem } from '../../../shared/platform.ts';

/** It may pass by itself: asking again is worth it. */
const TEMPORARY: ReadonlySet<PlatformProblem> = new Set(['no-connection', 'timeout', 'server-error', 'autox3-network']);
/** What AutoX3 says of this one question: another one may be answered. */
const OF_ONE_QUESTION: ReadonlySet<PlatformProblem> = new Set(['unknown-code', 'not-taken', 'too-large', 'unreadable']);

/** The platform gave no answer that can be used. It holds nothing that AutoX3 or the shop has written. */
export class PlatformError extends Error {
  readonly failure: PlatformFailure;

  constructor(problem: PlatformProblem, code: number | null = null) {
    super(code === null ? problem : `${problem} (${code})`);
    this.failure = { problem, code };
  }

  get isTemporary(): boolean {
    return TEMPORARY.has(this.failure.problem);
  }

  get isOfOneQuestion(): boolean {
    return OF_ONE_QUESTION.has(this.failure.problem);
  }

  /** AutoX3 does not take the token. */
  get isOfToken(): boolean {
    return this.failure.problem === 'refused' || this.failure.problem === 'not-authentic';
  }
}
