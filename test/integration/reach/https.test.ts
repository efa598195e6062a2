import { once } from 'node:events';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { ownHttps } from '../../../electron/station/reach/https.ts';
import { probe } from '../../../electron/station/reach/probe.ts';
import { PROBE_HEADER, ProbeKey } from '../../../electron/station/reach/probe-key.ts';
import type { CertificateInUse } from '../../../electron/station/reach/tunnel.ts';
import { DAY_MS } from '../../../shared/calendar.ts';
import { freePort } from '../../support/free-port.ts';
import { lookupHere } from '../../support/public-edge.ts';
import { temporaryFolder } from '../../support/station.ts';

const CERTIFICATES = new URL('../../fixtures/certificates/', import.meta.url).pathname;
const read = (name: string): string => readFileSync(join(CERTIFICATES, name), 'utf8');
const nonces = (function* () {
  for (let count = 1; ; count += 1) yield `nonce-${count}`;
})();
const key = new ProbeKey(Buffer.alloc(32, 7), () => nonces.next().value as string);
const folder = temporaryFolder();
afterAll(() => folder.dispose());

/** A server that answers probes as the receiver does, behind a certificate. */
async function serving<T>(name: string | null, work: (port: number) => Promise<T>): Promise<T> {
  const { createServer: createPlain } = await import('node:http');
  const answer: Parameters<typeof createPlain>[1] = (request, response) => {
    const pieces: Buffer[] = [];
    request
      .on('data', (piece: Buffer) => pieces.push(piece))
      .on('end', () => {
        const answered = key.recognise(request.headers[PROBE_HEADER], Buffer.concat(pieces));
        response.end(JSON.stringify({ probe: answered?.proof }));
      });
  };
  const server =
    name === null
      ? createPlain(answer)
      : createServer({ cert: read(`${name}.pem`), key: read(`${name}.key.pem`) }, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const probeOf = (port: number, ca?: string) =>
  probe(
    `https://edge.example.com:${port}`,
    '/callback/x',
    key,
    { lookup: lookupHere, ...(ca === undefined ? {} : { ca }) },
    2_000,
  );

describe('a probe over HTTPS', () => {
  test.each([
    ['is well with a certificate that is', 'good', 'good', null],
    ['says that the certificate has expired', 'expired', 'expired', 'tls-expired'],
    ['says that the certificate is for another name', 'other-name', 'other-name', 'tls-other-name'],
    ['says that nobody has signed the certificate', 'good', 'other-name', 'tls-untrusted'],
  ])('%s', async (_what, name, trusted, problem) => {
    await serving(name, async (port) => expect(await probeOf(port, read(`${trusted}.pem`))).toBe(problem));
  });

  test('says that there is no HTTPS', async () => {
    await serving(null, async (port) => expect(await probeOf(port)).toBe('tls-untrusted'));
  });
});

describe("this PC's own HTTPS", () => {
  const certificate = join(folder.path, 'certificate.pem');
  const keyFile = join(folder.path, 'key.pem');
  const install = (name: string, nameOfKey = name): void => {
    copyFileSync(join(CERTIFICATES, `${name}.pem`), certificate);
    copyFileSync(join(CERTIFICATES, `${nameOfKey}.key.pem`), keyFile);
  };
  const FIRST_ENDS = Date.parse('2021-01-01T00:00:00Z');

  /** Runs it with a certificate that ends at {@link FIRST_ENDS}, a week before that. */
  async function running(
    work: (run: {
      port: number;
      told: CertificateInUse[];
      clock: { now: number };
      over: Promise<string>;
    }) => Promise<void>,
  ) {
    install('expired');
    const clock = { now: FIRST_ENDS - 7 * DAY_MS };
    const port = await freePort();
    const told: CertificateInUse[] = [];
    const ending = new AbortController();
    await serving(null, async (inner) => {
      const up = Promise.withResolvers<string>();
      const over = ownHttps(
        { address: `https://edge.example.com:${port}`, port, certificate, key: keyFile },
        { now: () => clock.now, crowded: () => {}, lookEveryMs: 10 },
      )(
        { host: '127.0.0.1', port: inner },
        { up: up.resolve, down: () => {}, certificate: (inUse) => told.push(inUse) },
        ending.signal,
      );
      await up.promise;
      await work({ port, told, clock, over }).finally(() => ending.abort());
      await over;
    });
  }

  test('takes a renewed certificate without ending, warns of its end, and ends when it is over', async () => {
    await running(async ({ port, told, clock, over }) => {
      expect(told).toEqual([{ endsAt: FIRST_ENDS, unusable: null }]);
      install('good');
      await expect.poll(() => told.at(-1)?.endsAt, { interval: 5 }).toBeGreaterThan(FIRST_ENDS);
      expect(await probeOf(port, read('good.pem'))).toBe(null);
      clock.now = Date.parse('2120-02-01T00:00:00Z');
      expect(await over).toBe('certificate-expired');
      expect(await probeOf(port, read('good.pem'))).toBe('refused');
    });
  });

  test('says of renewed files why they cannot be used, and uses what it read before until they can be', async () => {
    await running(async ({ port, told }) => {
      const says = (unusable: string | null) =>
        expect.poll(() => told.at(-1), { interval: 5 }).toMatchObject({ unusable });
      install('good', 'other-name');
      await says('key-does-not-fit');
      rmSync(keyFile);
      await says('certificate-unreadable');
      expect(told.every(({ endsAt }) => endsAt === FIRST_ENDS)).toBe(true);
      expect(await probeOf(port, read('expired.pem'))).toBe('tls-expired');
      install('good');
      await says(null);
      expect(await probeOf(port, read('good.pem'))).toBe(null);
    });
  });

  test('ends when what it read before is over while the files cannot be used, and says what is wrong with them', async () => {
    await running(async ({ clock, over }) => {
      install('good', 'other-name');
      clock.now = FIRST_ENDS;
      expect(await over).toBe('key-does-not-fit');
    });
  });
});

test("this PC's own HTTPS lets a new one in while a hundred connections never shake hands, and keeps those that did", async () => {
  const [certificate, keyFile] = [join(CERTIFICATES, 'good.pem'), join(CERTIFICATES, 'good.key.pem')];
  const port = await freePort();
  const ending = new AbortController();
  let crowded = 0;
  await serving(null, async (inner) => {
    const up = Promise.withResolvers<string>();
    const over = ownHttps(
      { address: `https://edge.example.com:${port}`, port, certificate, key: keyFile },
      { now: Date.now, crowded: () => void crowded++ },
    )({ host: '127.0.0.1', port: inner }, { up: up.resolve, down: () => {}, certificate: () => {} }, ending.signal);
    await up.promise;
    const led = connectTls({ port, host: '127.0.0.1', ca: read('good.pem'), servername: 'edge.example.com' });
    await once(led, 'secureConnect');
    led.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{');
    const silent: Socket[] = [];
    for (let n = 0; n < 150; n += 1) {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => {}).resume();
      await once(socket, 'connect');
      silent.push(socket);
    }
    expect(await probeOf(port, read('good.pem'))).toBe(null);
    await expect.poll(() => silent.filter(({ closed }) => closed).length).toBe(51);
    expect(crowded).toBe(51);
    expect(silent[0]?.closed).toBe(true);
    led.write('}');
    expect(String(((await once(led, 'data')) as [Buffer])[0])).toContain('200 OK');
    for (const socket of [led, ...silent]) socket.destroy();
    ending.abort();
    await over;
  });
});
