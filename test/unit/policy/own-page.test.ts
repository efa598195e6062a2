import { expect, test } from 'vitest';
import { isOwnPage, readReadyLine } from '../../../electron/policy/own-page.ts';

const BOARD = 'http://127.0.0.1:8791/?token=t';

test('the board is read from the ready line', () => {
  expect(readReadyLine(JSON.stringify({ event: 'ready', board: BOARD }))).toBe(BOARD);
});

test.each([
  '',
  'hello',
  'null',
  '[]',
  '{"event":"ready"}',
  '{"event":"ready","board":7}',
  '{"event":"ready","board":"no"}',
])('no board is read from the line %j', (line) => {
  expect(readReadyLine(line)).toBeNull();
});

test('the window may go to pages of its board', () => {
  expect(isOwnPage('http://127.0.0.1:8791/?check-in=7', BOARD)).toBe(true);
});

test.each([
  'http://127.0.0.1:8792/',
  'https://127.0.0.1:8791/',
  'http://localhost:8791/',
  'http://127.0.0.1:8791@evil.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hello',
  '',
])('the window may not go to %s', (address) => {
  expect(isOwnPage(address, BOARD)).toBe(false);
});
