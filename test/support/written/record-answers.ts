import { record } from './trace.ts';

/** From here on an answer says that something went wrong. */
export const FIRST_ERROR = 400;
const LISTENS = Symbol.for('forecourt.test.records-answers');

/** Keeps the body of an answer that says that something went wrong. */
export function recordAnswer({ status, body }: { status: number; body: string }): void {
  if (status >= FIRST_ERROR) record('answer', body);
}

/** Has all that `fetch` is answered in this process kept, the same way; once, however often it is called. */
export function recordAnswers(): void {
  if (LISTENS in globalThis) return;
  const { fetch } = globalThis;
  const listening: typeof fetch = async (...question) => {
    const answer = await fetch(...question);
    // A test may leave the body of an answer unread, and its connection ends then.
    if (answer.status >= FIRST_ERROR)
      answer
        .clone()
        .text()
        .then(
          (body) => record('answer', body),
          () => {},
        );
    return answer;
  };
  Object.assign(globalThis, { fetch: listening, [LISTENS]: true });
}
