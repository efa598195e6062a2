import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PC_NETWORK, type PhotoNetwork } from '../../../electron/station/photos/photo-network.ts';
import {
  DOWNLOAD_LIMITS,
  type Downloaded,
  type DownloadLimits,
  download,
} from '../../../electron/station/photos/safe-download.ts';
import { TEST_CERTIFICATE, TEST_KEY } from './certificate.ts';
import { type Answer, type PhotoServer, send, startPhotoServer } from './photo-server.ts';

const PHOTO = Buffer.from('the bytes of a photo');
const never = new AbortController().signal;

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function serve(answers: Record<string, Answer>, host?: string): Promise<PhotoServer> {
  const server = await startPhotoServer(answers, host);
  endings.push(server.stop);
  return server;
}

const redirectTo =
  (location: string, status = 302): Answer =>
  (_request, response) => {
    response.writeHead(status, { location }).end();
  };

/** A network of given names, with a record of every connection that was begun. */
function networkOf(names: Record<string, string[] | (() => string[])>): PhotoNetwork & {
  begun: string[];
  asked: string[];
} {
  const begun: string[] = [];
  const asked: string[] = [];
  return {
    begun,
    asked,
    resolve: async (name) => {
      asked.push(name);
      const addresses = names[name];
      if (addresses === undefined) throw Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' });
      return typeof addresses === 'function' ? addresses() : addresses;
    },
    connect: (address, port) => {
      begun.push(address);
      // What is public is played by this PC.
      return connect({ host: address.startsWith('203.0.115.') ? '127.0.0.1' : address, port });
    },
    own: () => [],
  };
}

type Parts = { network?: PhotoNetwork; allowedHosts?: string[]; limits?: Partial<DownloadLimits> };

function get(address: string, { network, allowedHosts, limits }: Parts = {}): Promise<Downloaded> {
  return download(
    address,
    {
      network: network ?? PC_NETWORK,
      allowedHosts: allowedHosts ?? ['127.0.0.1'],
      limits: { ...DOWNLOAD_LIMITS, ...limits },
    },
    never,
  );
}

const failed = (problem: string) => ({ ok: false, problem });

describe('no connection is made to this PC or its network:', () => {
  let bait: PhotoServer;
  beforeEach(async () => {
    // Every address of this PC, of both sorts where it has both.
    bait = await serve({ '/a.jpg': send(PHOTO) }, '::').catch(() => serve({ '/a.jpg': send(PHOTO) }, '0.0.0.0'));
  });

  test('the bait answers whoever may connect', async () => {
    const network = networkOf({ 'bait.test': ['203.0.115.1'] });
    expect(await get(`http://bait.test:${bait.port}/a.jpg`, { network })).toEqual({ ok: true, bytes: PHOTO });
    expect(bait.connections()).toBe(1);
  });

  test.each([
    '127.0.0.1',
    '127.255.255.254',
    'localhost',
    'LOCALHOST',
    'localhost.',
    '0.0.0.0',
    '0',
    // Decimal, octal, hex and short forms, which the URL parser makes plain: https://url.spec.whatwg.org/#ipv4-number-parser
    '2130706433',
    '0x7f000001',
    '0x7F.0.0.1',
    '017700000001',
    '0177.0.0.01',
    '127.1',
    '127.0.1',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s', async (host) => {
    const network = networkOf({ localhost: ['127.0.0.1', '::1'] });
    const parts = { network, allowedHosts: [] };
    expect(await get(`http://${host}:${bait.port}/a.jpg`, parts)).toEqual(failed('refused-address'));
    expect(network.begun).toEqual([]);
    expect(bait.connections()).toBe(0);
  });

  test.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['10.0.0.1', '192.168.0.1'],
    ['169.254.169.254'],
    ['0.0.0.0'],
    ['fe80::1%eth0'],
  ])('a name that resolves to %s', async (...addresses) => {
    const network = networkOf({ 'photos.test': addresses });
    expect(await get(`http://photos.test:${bait.port}/a.jpg`, { network })).toEqual(failed('refused-address'));
    expect(network.begun).toEqual([]);
    expect(bait.connections()).toBe(0);
  });

  test('a name with public and private addresses: the public ones alone', async () => {
    const network = networkOf({ 'photos.test': ['10.0.0.1', '203.0.115.1', '127.0.0.1'] });
    expect((await get(`http://photos.test:${bait.port}/a.jpg`, { network })).ok).toBe(true);
    expect(network.begun).toEqual(['203.0.115.1']);
  });

  test('a name whose answer changes between check and connect: it is asked once', async () => {
    const answers = [['203.0.115.1'], ['127.0.0.1'], ['127.0.0.1']];
    const network = networkOf({ 'rebind.test': () => answers.shift() ?? [] });
    const elsewhere = await serve({ '/a.jpg': send(PHOTO) });
    const result = await get(`http://rebind.test:${elsewhere.port}/a.jpg`, { network });
    expect(result).toEqual({ ok: true, bytes: PHOTO });
    expect(network.begun).toEqual(['203.0.115.1']);
    expect(network.asked).toEqual(['rebind.test']);
  });

  test('a name whose answer changes between one hop and the next', async () => {
    const answers = [['203.0.115.1'], ['127.0.0.1']];
    const network = networkOf({ 'rebind.test': () => answers.shift() ?? [] });
    const public_ = await serve({ '/a.jpg': redirectTo(`http://rebind.test:${bait.port}/a.jpg`) });
    expect(await get(`http://rebind.test:${public_.port}/a.jpg`, { network })).toEqual(failed('refused-address'));
    expect(network.begun).toEqual(['203.0.115.1']);
    expect(bait.connections()).toBe(0);
  });

  test.each([301, 302, 303, 307, 308])('a redirect to it, with status %i', async (status) => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '[::ffff:7f00:1]', '169.254.169.254']) {
      const network = networkOf({ 'photos.test': ['203.0.115.1'], localhost: ['127.0.0.1'] });
      const server = await serve({ '/a.jpg': redirectTo(`http://${host}:${bait.port}/a.jpg`, status) });
      const result = await get(`http://photos.test:${server.port}/a.jpg`, { network, allowedHosts: [] });
      expect(result, host).toEqual(failed('refused-address'));
      expect(network.begun, host).toEqual(['203.0.115.1']);
    }
    expect(bait.connections()).toBe(0);
  });

  test.each([
    ['as it is', '203.0.115.9', '203.0.115.9'],
    ['mapped into IPv6', '203.0.115.9', '::ffff:203.0.115.9'],
    ['mapped into IPv6, in hex', '203.0.115.9', '::ffff:cb00:7309'],
    ['by way of NAT64', '203.0.115.9', '64:ff9b::cb00:7309'],
    ['of IPv6, spelled otherwise', '2606:4700::9', '2606:4700:0:0:0:0:0:9'],
  ])("this PC's own public address, %s", async (_how, own, address) => {
    const network = { ...networkOf({ 'photos.test': [address] }), own: () => [own] };
    expect(await get(`http://photos.test:${bait.port}/a.jpg`, { network })).toEqual(failed('refused-address'));
    const literal = address.includes(':') ? `[${address}]` : address;
    expect(await get(`http://${literal}:${bait.port}/a.jpg`, { network })).toEqual(failed('refused-address'));
    expect(network.begun).toEqual([]);
    expect(bait.connections()).toBe(0);
  });

  test('an allowed host may redirect to no other', async () => {
    const server = await serve({ '/a.jpg': redirectTo(`http://localhost:${bait.port}/a.jpg`) });
    const network = networkOf({ localhost: ['127.0.0.1'] });
    expect(await get(server.at('/a.jpg'), { network })).toEqual(failed('refused-address'));
    expect(bait.connections()).toBe(0);
  });
});

describe('a host that the settings allow', () => {
  test('may lie in the own network, by its name', async () => {
    const server = await serve({ '/a.jpg': send(PHOTO) });
    const network = networkOf({ 'nas.local': ['127.0.0.1'], 'other.local': ['127.0.0.1'] });
    const parts = { network, allowedHosts: ['nas.local'] };
    expect((await get(`http://NAS.local:${server.port}/a.jpg`, parts)).ok).toBe(true);
    expect(await get(`http://other.local:${server.port}/a.jpg`, parts)).toEqual(failed('refused-address'));
  });

  test('is never a metadata service', async () => {
    const network = networkOf({ 'nas.local': ['169.254.169.254', '::ffff:169.254.169.254', 'fd00:ec2::254'] });
    const parts = { network, allowedHosts: ['nas.local', '169.254.169.254'] };
    expect(await get('http://nas.local/a.jpg', parts)).toEqual(failed('refused-address'));
    expect(await get('http://169.254.169.254/latest/meta-data', parts)).toEqual(failed('refused-address'));
    expect(network.begun).toEqual([]);
  });
});

test.each([
  'ftp://photos.test/a.jpg',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'javascript:alert(1)',
  'http://user@photos.test/a.jpg',
  'http://user:word@photos.test/a.jpg',
  '//photos.test/a.jpg',
  '/a.jpg',
  'a photo',
  '',
  'http://',
  'http://photos.test:99999/',
])('%j is no address of a photo', async (address) => {
  const network = networkOf({ 'photos.test': ['203.0.115.1'] });
  expect(await get(address, { network })).toEqual(failed('bad-address'));
  expect(network.asked).toEqual([]);
});

describe('a redirect', () => {
  test('is followed five times', async () => {
    const hops = Object.fromEntries(
      Array.from({ length: 6 }, (_, hop) => [`/${hop}`, redirectTo(`${hop + 1}`)] as const),
    );
    const server = await serve({ ...hops, '/6': send(PHOTO) });
    expect(await get(server.at('/1'))).toEqual({ ok: true, bytes: PHOTO });
    expect(await get(server.at('/0'))).toEqual(failed('too-many-redirects'));
  });

  test('in a circle ends', async () => {
    const server = await serve({ '/a': redirectTo('/b'), '/b': redirectTo('/a') });
    expect(await get(server.at('/a'))).toEqual(failed('too-many-redirects'));
    expect(server.connections()).toBe(6);
  });

  test.each([
    ['file:///etc/passwd', 'bad-address'],
    ['http://user:word@127.0.0.1/', 'bad-address'],
    ['http://[', 'bad-address'],
  ])('to %s ends', async (location, problem) => {
    const server = await serve({ '/a': redirectTo(location) });
    expect(await get(server.at('/a'))).toEqual(failed(problem));
  });

  test('that leads nowhere is an error of the server', async () => {
    const server = await serve({ '/a': (_request, response) => void response.writeHead(302).end() });
    expect(await get(server.at('/a'))).toEqual(failed('server-error'));
  });

  test('takes nothing along', async () => {
    const server = await serve({
      '/a': (_request, response) => {
        response.writeHead(302, { location: '/b', 'set-cookie': 'a=b', refresh: '0;url=/c' }).end();
      },
      '/b': send(PHOTO),
    });
    await get(server.at('/a'));
    const host = `127.0.0.1:${server.port}`;
    expect(server.asked.map(({ headers }) => headers)).toEqual(
      ['/a', '/b'].map(() => ({
        accept: 'image/*',
        'accept-encoding': 'identity',
        'user-agent': 'Forecourt (photo capture)',
        host,
        connection: 'close',
      })),
    );
    expect(server.asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /a', 'GET /b']);
  });
});

describe('an answer', () => {
  test.each([
    [404, 'not-found'],
    [410, 'not-found'],
    [403, 'not-found'],
    [401, 'not-found'],
    [400, 'server-error'],
    [429, 'server-error'],
    [500, 'server-error'],
    [503, 'server-error'],
    [204, 'server-error'],
    [206, 'server-error'],
    [304, 'server-error'],
  ])('%i means %s', async (status, problem) => {
    const server = await serve({ '/a': (_request, response) => void response.writeHead(status).end() });
    expect(await get(server.at('/a'))).toEqual(failed(problem));
  });

  test('that says it is too large is not read', async () => {
    let sent = 0;
    const server = await serve({
      '/a': (_request, response) => {
        response.writeHead(200, { 'content-length': 50_000_000 });
        response.on('close', () => {
          sent = response.socket?.bytesWritten ?? -1;
        });
        response.write(Buffer.alloc(1_000));
      },
    });
    expect(await get(server.at('/a'))).toEqual(failed('too-large'));
    expect(sent).toBeLessThan(10_000);
  });

  test('that grows too large is broken off', async () => {
    let written = 0;
    const server = await serve({
      '/a': (_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
        };
        response.on('drain', more);
        more();
      },
    });
    expect(await get(server.at('/a'), { limits: { bytes: 1_000_000 } })).toEqual(failed('too-large'));
    // What the system holds for a reader that is gone.
    expect(written).toBeLessThan(20_000_000);
  });

  test('may be as large as the limit', async () => {
    const server = await serve({ '/a': send(Buffer.alloc(1_000)), '/b': send(Buffer.alloc(1_001)) });
    expect((await get(server.at('/a'), { limits: { bytes: 1_000 } })).ok).toBe(true);
    expect(await get(server.at('/b'), { limits: { bytes: 1_000 } })).toEqual(failed('too-large'));
  });

  test('whose head does not come is not waited for', async () => {
    const server = await serve({ '/a': () => {} });
    expect(await get(server.at('/a'), { limits: { silenceMs: 100 } })).toEqual(failed('timed-out'));
  });

  test('that falls silent in the middle is not waited for', async () => {
    const server = await serve({
      '/a': (_request, response) => {
        response.writeHead(200, { 'content-length': 1_000 });
        response.write('half');
      },
    });
    expect(await get(server.at('/a'), { limits: { silenceMs: 200 } })).toEqual(failed('timed-out'));
  });

  test('that comes slowly is taken whole, though it takes longer than a silence may', async () => {
    const server = await serve({
      '/a': (_request, response) => {
        let left = 24;
        const timer = setInterval(() => {
          response.write('.');
          left -= 1;
          if (left > 0) return;
          clearInterval(timer);
          response.end();
        }, 100);
      },
    });
    const slow = await get(server.at('/a'), { limits: { silenceMs: 2_000 } });
    expect(slow).toEqual({ ok: true, bytes: Buffer.alloc(24, '.') });
  });

  test('of a phone on a slow line has minutes', () => {
    const megabits = (DOWNLOAD_LIMITS.bytes * 8) / 1_000_000 / (DOWNLOAD_LIMITS.totalMs / 1_000);
    expect(megabits).toBeLessThan(0.5);
    expect(DOWNLOAD_LIMITS.silenceMs).toBeLessThan(DOWNLOAD_LIMITS.totalMs / 10);
  });

  test('that drips for ever is not waited for', async () => {
    const server = await serve({
      '/a': (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('.'), 10);
        response.on('close', () => clearInterval(timer));
      },
    });
    expect(await get(server.at('/a'), { limits: { totalMs: 300 } })).toEqual(failed('timed-out'));
  });

  test('that breaks off is no photo', async () => {
    const server = await serve({
      '/a': (_request, response) => {
        response.writeHead(200, { 'content-length': 1_000 });
        response.write('half', () => response.destroy());
      },
    });
    expect(await get(server.at('/a'))).toEqual(failed('no-connection'));
  });

  test('that is not HTTP is an error of the server', async () => {
    const server = await serve({ '/a': (request) => void request.socket.end('SSH-2.0-OpenSSH_9\r\n\r\n') });
    expect(await get(server.at('/a'))).toEqual(failed('server-error'));
  });
});

test('a host that nothing listens on, and a name that nobody knows, are no connection', async () => {
  const server = await startPhotoServer({});
  await server.stop();
  expect(await get(server.at('/a'))).toEqual(failed('no-connection'));
  expect(await get('http://unknown.test/a', { network: networkOf({}) })).toEqual(failed('no-connection'));
  expect(await get('http://empty.test/a', { network: networkOf({ 'empty.test': [] }) })).toEqual(
    failed('no-connection'),
  );
});

test('the next address of a name is tried when one does not answer', async () => {
  const server = await serve({ '/a': send(PHOTO) });
  const network = networkOf({ 'photos.test': ['203.0.115.1', '203.0.115.2'] });
  const { connect: reach } = network;
  const dead = await startPhotoServer({});
  await dead.stop();
  const parts = {
    network: {
      ...network,
      connect: (address: string, port: number) => reach(address, address.endsWith('1') ? dead.port : port),
    },
  };
  expect((await get(`http://photos.test:${server.port}/a`, parts)).ok).toBe(true);
  expect(network.begun).toEqual(['203.0.115.1', '203.0.115.2']);
});

test('stopping ends a download at once', async () => {
  const server = await serve({ '/a': () => {} });
  const stop = new AbortController();
  const parts = { network: PC_NETWORK, allowedHosts: ['127.0.0.1'], limits: DOWNLOAD_LIMITS };
  const result = download(server.at('/a'), parts, stop.signal);
  setTimeout(() => stop.abort(), 50);
  await expect(result).rejects.toThrow(/abort/);
});

describe('over https', () => {
  const network = () => networkOf({ 'photos.test': ['203.0.115.7'], 'other.test': ['203.0.115.7'] });
  let port: number;
  beforeEach(async () => {
    const server = createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (_request, response) => {
      response.end(PHOTO);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endings.push(() => new Promise((resolve) => server.close(resolve)));
    port = (server.address() as AddressInfo).port;
  });

  test('a certificate that nobody vouches for is no connection', async () => {
    expect(await get(`https://photos.test:${port}/a`, { network: network() })).toEqual(failed('no-connection'));
  });

  test('the server must be the one that the address names', async () => {
    const before = getCACertificates('default');
    setDefaultCACertificates([...before, TEST_CERTIFICATE]);
    endings.push(() => setDefaultCACertificates(before));
    expect(await get(`https://photos.test:${port}/a`, { network: network() })).toEqual({ ok: true, bytes: PHOTO });
    expect(await get(`https://other.test:${port}/a`, { network: network() })).toEqual(failed('no-connection'));
    expect(await get(`https://203.0.115.7:${port}/a`, { network: network() })).toEqual(failed('no-connection'));
  });
});
