import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { setAppSecret } from '../../../renderer/settings/app-secret.ts';
import type { StationClient } from '../../../renderer/station-client.ts';
import type { SecretState } from '../../../shared/settings.ts';

const STATE: SecretState = {
  isSet: true,
  protection: 'file',
  previousUntil: null,
  lastUsed: { current: null, previous: null },
};

/** A station that answers in this way, with what it was asked. */
function station(answer: () => Promise<SecretState>) {
  const asked: unknown[] = [];
  const set = (input: unknown): Promise<SecretState> => {
    asked.push(input);
    return answer();
  };
  return { asked, client: { appSecret: { set } } as unknown as Pick<StationClient, 'appSecret'> };
}

const refusing =
  (code: string, data: unknown = null) =>
  () =>
    Promise.reject(new ORPCError(code, { defined: true, data }));

describe('a new app secret', () => {
  it('goes to the station as it was entered, which says how it stands then', async () => {
    const { client, asked } = station(async () => STATE);
    expect(await setAppSecret(client, ' secret ', 7)).toEqual({ ok: true, state: STATE });
    expect(asked).toEqual([{ secret: ' secret ', keepDays: 7 }]);
  });

  it.each([
    ['nothing', '  \n', 'empty'],
    ['more than the station reads', 'x'.repeat(2_001), 'too-long'],
  ])('of %s is not even sent', async (_what, secret, problem) => {
    const { client, asked } = station(async () => STATE);
    expect(await setAppSecret(client, secret, 7)).toEqual({ ok: false, problem });
    expect(asked).toEqual([]);
  });

  it.each([
    ['cannot be one', refusing('BAD_REQUEST', { problem: 'not-ascii' }), 'not-ascii'],
    ['cannot be kept', refusing('SERVICE_UNAVAILABLE'), 'not-stored'],
    ['comes from the environment', refusing('CONFLICT'), 'environment'],
    ['is not answered', () => Promise.reject(new Error('gone')), 'no-answer'],
    ['is answered in no known way', () => Promise.reject(new ORPCError('INTERNAL_SERVER_ERROR')), 'no-answer'],
  ])('that %s is told apart', async (_what, answer, problem) => {
    expect(await setAppSecret(station(answer).client, 'x'.repeat(20), 0)).toEqual({ ok: false, problem });
  });
});
