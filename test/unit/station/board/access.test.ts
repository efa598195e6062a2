import { describe, expect, test } from 'vitest';
import {
  allowedHosts,
  credentialOf,
  hostAllowed,
  type RequestIdentity,
} from '../../../../electron/station/board/access.ts';

const TOKEN = 'the-token-of-this-station';

describe('a board that listens', () => {
  test.each([
    [
      'on this PC alone',
      '127.0.0.1',
      ['127.0.0.1:80', 'localhost', '[::1]:80', 'LOCALHOST:80'],
      ['192.168.1.5:80', 'shop.local:80'],
    ],
    ['on one address', '192.168.1.5', ['192.168.1.5:80', 'localhost:80'], ['192.168.1.6:80', 'shop.local']],
    ['on one IPv6 address', 'fd00::5', ['[fd00::5]:80', '[FD00::5]'], ['fd00::5', '[fd00::6]:80', '[fd00::5]:81']],
  ])('%s knows its own names and no others', (_where, host, own, others) => {
    const names = allowedHosts([host]);
    expect(own.filter((name) => !hostAllowed(name, names, 80))).toEqual([]);
    expect(others.filter((name) => hostAllowed(name, names, 80))).toEqual([]);
  });

  test.each([
    undefined,
    '',
    ':80',
    'localhost:',
    'localhost:80:80',
    'localhost:0x50',
    'localhost:80 ',
    '[::1',
    'a b:80',
    'localhost/x',
  ])('takes the Host %j for nobody', (host) => {
    expect(hostAllowed(host, allowedHosts(['127.0.0.1']), 80)).toBe(false);
  });
});

describe('the credential', () => {
  const nobody: RequestIdentity = {
    host: 'localhost:8791',
    origin: undefined,
    fetchSite: undefined,
    authorization: undefined,
    cookie: undefined,
    token: undefined,
  };
  test.each<[string, Partial<RequestIdentity>, ReturnType<typeof credentialOf>]>([
    ['none', {}, null],
    ['a token to show', { authorization: `Bearer ${TOKEN}` }, 'bearer'],
    ['a token to show, in lower case', { authorization: `bearer ${TOKEN}` }, 'bearer'],
    ['a token to show, from anywhere', { authorization: `Bearer ${TOKEN}`, origin: 'https://x.example.com' }, 'bearer'],
    ['a wrong token', { authorization: `Bearer ${TOKEN}.` }, null],
    ['a link', { token: TOKEN }, 'link'],
    ['an empty link', { token: '' }, null],
    ['a cookie', { cookie: TOKEN }, 'cookie'],
    ['a cookie of our page', { cookie: TOKEN, origin: 'http://localhost:8791', fetchSite: 'same-origin' }, 'cookie'],
    ['a cookie, typed by a person', { cookie: TOKEN, fetchSite: 'none' }, 'cookie'],
    ['a cookie of another port', { cookie: TOKEN, origin: 'http://localhost:8792' }, null],
    ['a cookie of the same site', { cookie: TOKEN, fetchSite: 'same-site' }, null],
    ['a cookie of another site', { cookie: TOKEN, fetchSite: 'cross-site' }, null],
    ['a cookie of a page that hides', { cookie: TOKEN, origin: 'null' }, null],
    ['a cookie of a new kind of request', { cookie: TOKEN, fetchSite: 'something-new' }, null],
  ])('of %s', (_what, given, credential) => {
    expect(credentialOf({ ...nobody, ...given }, TOKEN)).toBe(credential);
  });
});
