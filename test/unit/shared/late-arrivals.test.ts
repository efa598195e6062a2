import { describe, expect, test } from 'vitest';
import { heardSince, isLateArrival, LateArrivals } from '../../../shared/late-arrivals.ts';

const AT = 1_700_000_000_000;
const s = (seconds: number): number => seconds * 1_000;
const late = (id: string) => ({ id, isLate: true });
const fresh = (id: string) => ({ id, isLate: false });

describe('a card', () => {
  const laneChangedAt = '2026-03-03T12:10:00.000Z';
  test.each([
    ['did not come late without a relay', null, false],
    ['came late', { storedAt: '2026-03-03T12:41:00.000Z' }, true],
    ['came late once, and has come back since', { storedAt: '2026-03-03T12:09:00.000Z' }, false],
  ])('%s', (_what, came, isLate) => {
    expect(isLateArrival({ late: came, laneChangedAt })).toBe(isLate);
  });
});

describe('for the ring', () => {
  test('a fresh check-in is heard of at its moment, whatever came late before', () => {
    expect(heardSince(false, AT, [AT - s(5)])).toBe(AT);
  });

  test('late ones of one catching up are heard of with the first of them, and those of another one anew', () => {
    expect(heardSince(true, AT, [])).toBe(AT);
    expect(heardSince(true, AT, [AT - s(5), AT - s(30), AT - s(61)])).toBe(AT - s(30));
    expect(heardSince(true, AT, [AT - s(60)])).toBe(AT);
  });
});

describe('announced', () => {
  test('are late ones by one summary that grows, and fresh ones among them as ever', () => {
    const arrivals = new LateArrivals();
    expect(arrivals.apart([late('1'), fresh('2'), late('3')], AT)).toEqual({ late: ['1', '3'], others: [fresh('2')] });
    expect(arrivals.apart([late('4')], AT + s(20))).toEqual({ late: ['1', '3', '4'], others: [] });
    expect(arrivals.apart([fresh('5')], AT + s(21))).toEqual({ late: [], others: [fresh('5')] });
  });

  test('is a single late one as any other', () => {
    const arrivals = new LateArrivals();
    expect(arrivals.apart([late('1'), fresh('2')], AT)).toEqual({ late: [], others: [late('1'), fresh('2')] });
    expect(arrivals.apart([late('3')], AT + s(1))).toEqual({ late: ['1', '3'], others: [] });
  });

  test('are those that nobody has seen, of this catching up alone, also when the clock was set back', () => {
    const arrivals = new LateArrivals();
    arrivals.apart([late('1'), late('2')], AT);
    arrivals.seen('1');
    expect(arrivals.apart([late('3')], AT + s(1)).late).toEqual(['2', '3']);
    expect(arrivals.apart([late('4'), late('5')], AT + s(62)).late).toEqual(['4', '5']);
    expect(arrivals.apart([late('6'), late('7')], AT - s(3_600)).late).toEqual(['6', '7']);
  });
});
