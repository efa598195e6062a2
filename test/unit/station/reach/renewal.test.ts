import { describe, expect, test } from 'vitest';
import type { Judged } from '../../../../electron/station/reach/certificate.ts';
import { type Pair, Renewal } from '../../../../electron/station/reach/renewal.ts';

const OLD: Pair = { cert: 'old', key: 'old' };
const NEW: Pair = { cert: 'new', key: 'new' };
/** The certificate was written, its key was not yet. */
const HALF: Pair = { cert: 'new', key: 'old' };

/** Files whose certificates end at these moments, and what looks at them one after another come to. */
function follow(clock = { now: 0 }) {
  const endsAt: Record<string, number> = { old: 100, new: 200 };
  const judge = ({ cert, key }: Pair): Judged => {
    const ends = endsAt[cert] ?? 0;
    if (cert !== key) return { ok: false, problem: 'key-does-not-fit' };
    return clock.now < ends ? { ok: true, endsAt: ends } : { ok: false, problem: 'certificate-expired' };
  };
  return new Renewal(OLD, judge);
}
const goesOn = (endsAt: number, unusable: string | null = null, renewed: Pair | null = null) => ({
  type: 'goes-on',
  inUse: { endsAt, unusable },
  renewed,
});

describe('the files of a certificate in use', () => {
  test('bring a renewed one into use once', () => {
    const renewal = follow();
    expect(renewal.look(OLD)).toEqual(goesOn(100));
    expect(renewal.look(NEW)).toEqual(goesOn(200, null, NEW));
    expect(renewal.look(NEW)).toEqual(goesOn(200));
  });

  test.each([
    ['that are half written', HALF, 'key-does-not-fit'],
    ['that cannot be read', null, 'certificate-unreadable'],
  ])('%s for one look are no news, and for two are', (_what, found, problem) => {
    const renewal = follow();
    expect([renewal.look(found), renewal.look(OLD), renewal.look(found)]).toEqual(Array(3).fill(goesOn(100)));
    expect(renewal.look(found)).toEqual(goesOn(100, problem));
    expect(renewal.look(NEW)).toEqual(goesOn(200, null, NEW));
  });

  test('let it go on until it ends, and then say what is wrong with them, or with it', () => {
    const clock = { now: 0 };
    const [changed, same] = [follow(clock), follow(clock)];
    changed.look(null);
    clock.now = 100;
    expect(changed.look(null)).toEqual({ type: 'over', problem: 'certificate-unreadable' });
    expect(same.look(OLD)).toEqual({ type: 'over', problem: 'certificate-expired' });
    expect(follow(clock).look(NEW)).toEqual(goesOn(200, null, NEW));
  });
});
