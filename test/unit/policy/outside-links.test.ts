import { describe, expect, test } from 'vitest';
import { mayOpenOutside } from '../../../electron/policy/outside-links.ts';
import { FOREIGN } from './hostile-addresses.ts';

const REFUSED = { ok: false, why: expect.stringMatching(/^[a-z].{10,}[^.]$/) };

describe('the system’s browser opens', () => {
  test.each(['https://h5.autox3.com/r?id=7', 'http://reports.example/a%20b', 'https://xn--4rrx74a.cn/'])(
    'the address of a web page: %s',
    (address) => {
      expect(mayOpenOutside(address)).toEqual({ ok: true });
    },
  );

  const web = /^https?:\/\/forecourt\//;
  test.each(FOREIGN.filter(([, address]) => !web.test(address)))('never %s', (_what, address) => {
    expect(mayOpenOutside(address)).toEqual(REFUSED);
  });

  test.each([
    ['capitals in the host', 'https://Reports.example/'],
    ['no slash behind the host', 'https://reports.example'],
    ['letters of another script', 'https://\u62a5\u544a.cn/'],
    ['a space that is not encoded', 'https://reports.example/a b'],
    ['a way up', 'https://reports.example/a/../b'],
    ['the port that goes without saying', 'https://reports.example:443/'],
  ])('never an address that was shown otherwise: %s', (_what, address) => {
    expect(mayOpenOutside(address)).toEqual(REFUSED);
  });

  test.each([undefined, null, 7, {}, ['https://reports.example/']])('never what is no text: %s', (value) => {
    expect(mayOpenOutside(value)).toEqual(REFUSED);
  });
});
