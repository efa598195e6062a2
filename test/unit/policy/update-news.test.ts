import { describe, expect, test } from 'vitest';
import { plainNotes, whyUpdateFailed } from '../../../electron/policy/update-news.ts';
import { cpuMs } from '../../support/cpu-ms.ts';

describe('release notes', () => {
  test.each<[string, unknown, string | null]>([
    ['text', 'Faster search.\n\n- one\n- two', 'Faster search.\n\n- one\n- two'],
    [
      'HTML',
      '<h2>1.2</h2><p>Faster&nbsp;search &amp; more</p><ul><li>one</li><li>two</li></ul>',
      '1.2\nFaster search & more\n• one\n• two',
    ],
    ['a line break', 'one<br>two<br/>three', 'one\ntwo\nthree'],
    [
      'several versions',
      [
        { version: '1.2', note: 'new' },
        { version: '1.1', note: null },
      ],
      '1.2\nnew\n\n1.1',
    ],
    ['Chinese', '<p>更快的搜索</p>', '更快的搜索'],
    ['a comparison, which is no tag', 'a < b and c > d, 5<6', 'a < b and c > d, 5<6'],
    ['none', null, null],
    ['none at all', undefined, null],
    ['only tags', '<p> </p>', null],
    ['something else', { note: 'x' }, null],
    ['a list of something else', [7, null, 'x'], null],
  ])('%s becomes plain text', (_, notes, text) => {
    expect(plainNotes(notes)).toBe(text);
  });

  test.each([
    '<script>alert(1)</script>x',
    '<img src=x onerror=alert(1)>x',
    '<!-- --><a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>x',
  ])('%s leaves no tag', (notes) => {
    expect(plainNotes(notes)).not.toContain('<');
    expect(plainNotes(notes)).toContain('x');
  });

  test('endless notes are cut, and quickly', () => {
    const ms = cpuMs(() => {
      for (const piece of ['x', '<', '<p', '&lt', '<li ', '\n', ' ']) {
        expect(plainNotes(piece.repeat(2_000_000))?.length ?? 0).toBeLessThanOrEqual(10_000);
      }
    });
    expect(ms).toBeLessThan(2_000);
  });
});

const failure = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

test.each<[unknown, ReturnType<typeof whyUpdateFailed>]>([
  [failure('ENOTFOUND'), 'no-connection'],
  [failure('EAI_AGAIN'), 'no-connection'],
  [failure('ECONNRESET'), 'no-connection'],
  [failure('CERT_HAS_EXPIRED'), 'no-connection'],
  [failure('HTTP_ERROR_503'), 'no-connection'],
  [new Error('net::ERR_INTERNET_DISCONNECTED'), 'no-connection'],
  [failure('HTTP_ERROR_404'), 'bad-feed'],
  [failure('ERR_UPDATER_CHANNEL_FILE_NOT_FOUND'), 'bad-feed'],
  [failure('ERR_UPDATER_INVALID_VERSION'), 'bad-feed'],
  [failure('ERR_CHECKSUM_MISMATCH'), 'bad-package'],
  [failure('ERR_UPDATER_INVALID_SIGNATURE'), 'bad-package'],
  [failure('ENOSPC'), 'other'],
  [new Error('anything'), 'other'],
  ['a text', 'other'],
  [undefined, 'other'],
])('the failure %o is told as %s', (error, why) => {
  expect(whyUpdateFailed(error)).toBe(why);
});
