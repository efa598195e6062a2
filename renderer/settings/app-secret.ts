import { type InferClientErrors, safe } from '@orpc/client';
import type { SecretProblem, SecretState } from '../../shared/settings.ts';
import { isForbidden, type StationClient } from '../station-client.ts';

/** What came of a new app secret. */
export type SecretAnswer =
  | { ok: true; state: SecretState }
  | { ok: false; problem: SecretProblem | 'empty' | 'not-stored' | 'forbidden' | 'no-answer' | 'environment' };

const ANSWER_TIMEOUT_MS = 10_000;
/** More than the station takes at all. */
const LONGEST_REQUEST = 2_000;

/** Sets the app secret. It is handed to the station and kept nowhere on the page, in no cache and no log. */
export async function setAppSecret(
  client: Pick<StationClient, 'appSecret'>,
  secret: string,
  keepDays: number,
): Promise<SecretAnswer> {
  if (secret.trim() === '') return { ok: false, problem: 'empty' };
  if (secret.length > LONGEST_REQUEST) return { ok: false, problem: 'too-long' };
  const answer = await safe(
    client.appSecret.set({ secret, keepDays }, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }),
  );
  if (answer.isSuccess) return { ok: true, state: answer.data };
  if (isForbidden(answer.error)) return { ok: false, problem: 'forbidden' };
  return { ok: false, problem: answer.isDefined ? problemOf(answer.error) : 'no-answer' };
}

type Refusal = Extract<InferClientErrors<StationClient['appSecret']['set']>, { code: string }>;

function problemOf(error: Refusal): SecretProblem | 'not-stored' | 'environment' {
  switch (error.code) {
    case 'BAD_REQUEST':
      return error.data.problem;
    case 'CONFLICT':
      return 'environment';
    case 'SERVICE_UNAVAILABLE':
      return 'not-stored';
  }
}
