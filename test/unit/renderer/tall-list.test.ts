import { describe, expect, test } from 'vitest';
import { rowsInView, scrollHeightOf, scrollTo, TALLEST, topFor, topOf } from '../../../renderer/history/tall-list.ts';

const short = { rows: 1_000, rowHeight: 50, viewHeight: 500 };
const million = { rows: 1_000_000, rowHeight: 50, viewHeight: 500 };

describe('a list that a browser can draw', () => {
  test('is scrolled as it is', () => {
    expect(scrollHeightOf(short)).toBe(50_000);
    expect([0, 1, 12_345, 49_500].map((scrolled) => topOf(short, scrolled))).toEqual([0, 1, 12_345, 49_500]);
    expect(topOf(short, 60_000)).toBe(49_500);
  });

  test('that is shorter than its view stands still', () => {
    expect(topOf({ ...short, rows: 3 }, 0)).toBe(0);
    expect(scrollTo({ ...short, rows: 3 }, 100)).toBe(0);
  });
});

describe('a list of a million rows', () => {
  test('is no taller than browsers draw, and scrolled to its very ends', () => {
    expect(scrollHeightOf(million)).toBe(TALLEST);
    expect(topOf(million, 0)).toBe(0);
    expect(topOf(million, TALLEST - 500)).toBe(50_000_000 - 500);
  });

  test.each([0, 499_999, 999_990])('brings row %i into view by scrolling', (row) => {
    const top = topOf(million, scrollTo(million, row * 50));
    expect(rowsInView(million, Math.round(top), 0).first).toBeLessThanOrEqual(row);
    expect(rowsInView(million, Math.round(top), 0).end).toBeGreaterThan(row);
  });
});

test('rows in view are those that are seen in part too, and some more within the list', () => {
  expect(rowsInView(short, 125, 0)).toEqual({ first: 2, end: 13 });
  expect(rowsInView(short, 125, 8)).toEqual({ first: 0, end: 21 });
  expect(rowsInView(short, 49_500, 8)).toEqual({ first: 982, end: 1_000 });
});

test('the view moves no further than a row needs to be whole in it', () => {
  expect(topFor(short, 1_000, 25)).toBe(1_000);
  expect(topFor(short, 1_000, 19)).toBe(950);
  expect(topFor(short, 1_000, 30)).toBe(1_050);
});
