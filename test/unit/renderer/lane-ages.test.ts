import { describe, expect, it } from 'vitest';
import { problemOfAges, readMinutes } from '../../../renderer/settings/lane-ages.ts';
import { readHost } from '../../../renderer/settings/photo-host.ts';

describe('the ages of a lane as typed', () => {
  it.each([
    ['', '', null],
    ['5', '', null],
    ['', '5', null],
    ['5', '6', null],
    ['５', ' 10000 ', null],
    ['6', '5', 'wrong-order'],
    ['5', '5', 'wrong-order'],
    ['0', '', 'not-minutes'],
    ['', '10001', 'not-minutes'],
    ['1.5', '', 'not-minutes'],
    ['-1', '', 'not-minutes'],
    ['soon', '5', 'not-minutes'],
  ])('amber "%s" and red "%s": %s', (amber, red, problem) => {
    expect(problemOfAges({ amber, red })).toBe(problem);
  });

  it('are never when nothing is typed', () => {
    expect(readMinutes(' ')).toBeNull();
    expect(readMinutes('１５')).toBe(15);
  });
});

describe('a host as typed', () => {
  it.each([
    ['photos.local', 'photos.local'],
    [' NAS ', 'nas'],
    ['192.168.1.20', '192.168.1.20'],
    ['fd00::1', 'fd00::1'],
    ['http://192.168.1.20:8080/photos/1.jpg', '192.168.1.20'],
    ['https://[fd00::1]/x', 'fd00::1'],
    ['', null],
    ['two words', null],
    ['a/b', null],
    ['<script>', null],
  ])('"%s" is %s', (text, host) => {
    expect(readHost(text)).toBe(host);
  });
});
