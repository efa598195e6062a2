import { describe, expect, test } from 'vitest';
import { outsideLink } from '../../../shared/outside-link.ts';
import { FOREIGN } from '../policy/hostile-addresses.ts';

describe('the address of a web page', () => {
  test.each([
    ['https://h5.autox3.com/r?id=7#top', 'h5.autox3.com', true],
    ['http://reports.example/', 'reports.example', false],
    ['HTTPS://Reports.Example:8443/a', 'reports.example:8443', true],
    ['https://192.168.1.20/a.mp4', '192.168.1.20', true],
  ])('is a link: %s', (text, host, isProtected) => {
    const link = outsideLink(text);
    expect(link).toMatchObject({ host, isProtected });
    expect(outsideLink(link?.address)).toEqual(link);
  });

  test.each([
    ['a Cyrillic letter in a name of ours', 'https://aut\u043ex3.com/', 'xn--autx3-lye.com'],
    ['Chinese', 'https://\u62a5\u544a.cn/', 'xn--4rrx74a.cn'],
    ['a number that is an address', 'https://2130706433/', '127.0.0.1'],
    ['a full-width letter', 'https://\uff41utox3.com/', 'autox3.com'],
  ])('names the host that is really asked: %s', (_what, text, host) => {
    const link = outsideLink(text);
    expect(link?.host).toBe(host);
    expect(link?.address).toMatch(/^[\x21-\x7e]+$/);
  });
});

describe('no link', () => {
  const ours = /^https?:\/\/forecourt\//;
  test.each(FOREIGN.filter(([, address]) => !ours.test(address)))('is %s', (_what, address) => {
    expect(outsideLink(address)).toBeNull();
  });

  test.each([
    ['a name before the host', 'https://autox3.com@evil.example/'],
    ['a password before the host', 'https://:autox3.com@evil.example/'],
    ['an address without slashes', 'https:evil.example'],
    ['backslashes for slashes', 'https:\\\\evil.example\\'],
    ['a backslash after the slashes', 'https://\\evil.example'],
    ['three slashes', 'https:///evil.example'],
    ['a tab within', 'https://evil.exa\tmple/'],
    ['a line break within', 'https://autox3.com/\nhttps://evil.example'],
    ['white space around', ' https://autox3.com/'],
    ['a character that turns the text', 'https://autox3.com/\u202egpj.exe'],
    ['a space without a width', 'https://autox3\u200b.com/'],
    ['no host', 'https://'],
    ['a port that is none', 'https://autox3.com:99999/'],
    ['a very long address', `https://autox3.com/${'a'.repeat(10_000)}`],
    ['a script behind a scheme', 'javascript:https://autox3.com/'],
  ])('is %s', (_what, text) => {
    expect(outsideLink(text)).toBeNull();
  });

  test.each([undefined, null, 7, true, {}, ['https://autox3.com/'], new URL('https://autox3.com/')])(
    'is %s',
    (value) => {
      expect(outsideLink(value)).toBeNull();
    },
  );
});
