import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPromise, bySeverity, steadyOrder } from '../../../renderer/board/board-sort.ts';
import type { Severity } from '../../../shared/check-in.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { card } from './factories.ts';

const { ages } = DEFAULT_SETTINGS.board;
const NOW = Date.parse('2026-03-03T09:20:00.000Z');
const light = (severity: Severity) => ({ code: '1', label: null, severity });
const ids = (cards: readonly { id: string }[]): string => cards.map(({ id }) => id).join(' ');

describe('the order by severity', () => {
  it('puts red lights first, then amber ones, then what is very late and late, each longest waiting first', () => {
    const cards = [
      card('late-1', { arrivedAt: '2026-03-03T09:05:00.000Z' }),
      card('amber', { arrivedAt: '2026-03-03T09:06:00.000Z', lights: [light('amber')] }),
      card('late-2', { arrivedAt: '2026-03-03T09:15:00.000Z' }),
      card('info', { arrivedAt: '2026-03-03T09:19:10.000Z', lights: [light('info')] }),
      card('calm', { arrivedAt: '2026-03-03T09:19:20.000Z' }),
      card('red', { arrivedAt: '2026-03-03T09:19:30.000Z', lights: [light('red'), light('amber')] }),
      card('red-2', { arrivedAt: '2026-03-03T09:19:40.000Z', lights: [light('red')] }),
    ];
    expect(ids(bySeverity(cards, NOW, ages))).toBe('red red-2 amber late-1 late-2 info calm');
  });
});

describe('the order by promise', () => {
  it('puts what is promised soonest first, and all else behind as it stood', () => {
    const cards = [
      card('none-1'),
      card('late', { promisedAt: '2026-03-04T10:00:00.000Z' }),
      card('none-2'),
      card('soon', { promisedAt: '2026-03-03T16:00:00.000Z' }),
    ];
    expect(ids(byPromise(cards))).toBe('soon late none-1 none-2');
  });
});

describe('an order that holds still', () => {
  const of = (text: string) => text.split('').map((id) => ({ id }));

  it.each([
    ['abc', 'cba', 'abc', 'keeps what stands'],
    ['abc', 'xabc', 'xabc', 'takes in what comes on top'],
    ['abc', 'abcx', 'abcx', 'takes in what comes at the end'],
    ['abc', 'cxba', 'xabc', 'puts what comes before the first that it goes before'],
    ['abc', 'ca', 'ac', 'lets go'],
    ['', 'ab', 'ab', 'begins as wanted'],
  ])('from %s to %s is %s: it %s', (before, wanted, order) => {
    expect(ids(steadyOrder(of(before), of(wanted))).replaceAll(' ', '')).toBe(order);
  });

  it('holds exactly what is wanted, the old ones never past each other', () => {
    const cards = fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String)).map((all) => all.map((id) => ({ id })));
    fc.assert(
      fc.property(cards, cards, (before, wanted) => {
        const order = steadyOrder(before, wanted);
        expect(ids([...order].sort((a, b) => Number(a.id) - Number(b.id)))).toBe(
          ids([...wanted].sort((a, b) => Number(a.id) - Number(b.id))),
        );
        const stayed = before.filter(({ id }) => wanted.some((one) => one.id === id));
        expect(ids(order.filter(({ id }) => stayed.some((one) => one.id === id)))).toBe(ids(stayed));
      }),
    );
  });

  it('is the wanted one itself when nothing stands otherwise', () => {
    const wanted = of('abc');
    expect(steadyOrder(wanted.slice(0, 2), wanted)).toBe(wanted);
  });
});
