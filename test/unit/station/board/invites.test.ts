import { describe, expect, test } from 'vitest';
import {
  INVITE_MS,
  Invites,
  MOST_INVITES,
  MOST_WRONG,
  plainCode,
  WRONG_WITHIN_MS,
} from '../../../../electron/station/board/invites.ts';

/** Invites on a clock that the test sets. */
function invitesAt(start = 1_000_000) {
  const clock = { now: start };
  const ids = [0];
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 0x7fffffff;
    return seed % below;
  };
  return { clock, invites: new Invites({ now: () => clock.now, id: () => `id-${ids.push(0)}`, random }) };
}

describe('an invite', () => {
  test('is good for one device, and says afterwards that it was used', () => {
    const { invites } = invitesAt();
    const { id, code } = invites.create('desk', 'Reception');
    expect(invites.judge(code)).toMatchObject({ type: 'open', invite: { id, role: 'desk', name: 'Reception' } });
    expect(invites.judge(code).type).toBe('open');

    invites.use(id);
    expect(invites.judge(code)).toEqual({ type: 'used' });
    expect(invites.open).toEqual([]);
  });

  test('ends after ten minutes, and says so', () => {
    const { clock, invites } = invitesAt();
    const { code } = invites.create('wall', 'Yard');
    clock.now += INVITE_MS - 1;
    expect(invites.judge(code).type).toBe('open');
    clock.now += 1;
    expect(invites.judge(code)).toEqual({ type: 'expired' });
    expect(invites.open).toEqual([]);
  });

  test('that was taken back is as good as never made', () => {
    const { invites } = invitesAt();
    const { id, code } = invites.create('desk', 'Reception');
    invites.cancel(id);
    expect(invites.judge(code)).toEqual({ type: 'wrong' });
  });

  test('makes room for newer ones: there are never more than a handful', () => {
    const { invites } = invitesAt();
    const made = Array.from({ length: MOST_INVITES + 5 }, (_, index) => invites.create('desk', `Desk ${index}`));
    expect(invites.open).toHaveLength(MOST_INVITES);
    expect(invites.judge(made[4]?.code ?? '').type).toBe('wrong');
    expect(invites.judge(made[5]?.code ?? '').type).toBe('open');
  });

  test('has a code of 8 signs, 40 bits, of which none looks like another', () => {
    const { invites } = invitesAt();
    const codes = Array.from({ length: 2_000 }, () => invites.create('desk', 'Desk').code);
    expect(codes.every((code) => /^[2-9A-HJ-NP-Z]{8}$/.test(code))).toBe(true);
    expect(new Set(codes.join('')).size).toBe(32);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each([
    ['in small letters', (code: string) => code.toLowerCase()],
    ['as it is written, with a dash', (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`],
    ['with spaces', (code: string) => ` ${code.slice(0, 4)} ${code.slice(4)} `],
    [
      'in the full-width letters of a Chinese keyboard',
      (code: string) => code.replace(/./g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    ],
  ])('is understood %s', (_how, typed) => {
    const { invites } = invitesAt();
    const { code } = invites.create('desk', 'Reception');
    expect(invites.judge(typed(code)).type).toBe('open');
  });

  test.each(['', ' ', '--------', 'A'.repeat(100_000), '\u0000', '<script>'])('is not found by %j', (typed) => {
    const { invites } = invitesAt();
    invites.create('desk', 'Reception');
    expect(invites.judge(typed).type).toBe('wrong');
    expect(plainCode(typed).length).toBeLessThanOrEqual(100);
  });
});

describe('wrong codes', () => {
  test('close pairing, for the right one too, until the first of them is ten minutes old', () => {
    const { clock, invites } = invitesAt();
    const { code } = invites.create('desk', 'Reception');
    for (let tried = 0; tried < MOST_WRONG; tried += 1) {
      expect(invites.closedUntil).toBeNull();
      expect(invites.judge('22222222').type).toBe('wrong');
    }
    const until = clock.now + WRONG_WITHIN_MS;
    expect(invites.closedUntil).toBe(until);
    expect(invites.judge(code)).toEqual({ type: 'closed' });

    clock.now = until - 1;
    expect(invites.judge(code)).toEqual({ type: 'closed' });
    clock.now = until;
    const { code: later } = invites.create('desk', 'Reception');
    expect(invites.judge(later).type).toBe('open');
  });

  test('few and far between close nothing', () => {
    const { clock, invites } = invitesAt();
    for (let tried = 0; tried < 100; tried += 1) {
      clock.now += WRONG_WITHIN_MS / (MOST_WRONG - 1);
      expect(invites.judge('22222222').type).toBe('wrong');
    }
  });

  test('of a clock that was set back close nothing for longer', () => {
    const { clock, invites } = invitesAt(WRONG_WITHIN_MS * 10);
    for (let tried = 0; tried < MOST_WRONG; tried += 1) invites.judge('22222222');
    clock.now -= WRONG_WITHIN_MS * 5;
    expect(invites.closedUntil).toBeNull();
  });
});
