import { copyFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { NgrokLibrary } from '../../../electron/station/reach/ngrok.ts';
import { DEFAULT_REACH, type ReachSettings } from '../../../shared/reach-settings.ts';
import { CONNECTED, DISCONNECTED, type FakeCloudflared, fakeCloudflared } from '../../support/fake-cloudflared.ts';
import { freePort } from '../../support/free-port.ts';
import { portOf } from '../../support/http.ts';
import { lookupHere, type PublicEdge, startEdge } from '../../support/public-edge.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';

const CERTIFICATES = new URL('../../fixtures/certificates/', import.meta.url).pathname;
const TOKEN = 'a-token-that-nobody-may-ever-see';

const folder = temporaryFolder();
let edge: PublicEdge;
let cloudflared: FakeCloudflared;
let station: TestStation;
const told: string[] = [];

/** What ngrok's library is asked for, and what it says. */
const ngrok = {
  token: '',
  domain: '',
  sessions: 0,
  refusal: null as string | null,
  heartbeat: () => {},
  disconnection: (_address: string, _error: string): boolean => true,
};

/** Plays ngrok's library: a session leads the edge to where it is told to forward. */
class FakeSessionBuilder {
  authtoken(token: string): this {
    ngrok.token = token;
    return this;
  }
  clientInfo(): this {
    return this;
  }
  heartbeatInterval(): this {
    return this;
  }
  heartbeatTolerance(): this {
    return this;
  }
  handleHeartbeat(handler: () => void): this {
    ngrok.heartbeat = handler;
    return this;
  }
  handleDisconnection(handler: (address: string, error: string) => boolean): this {
    ngrok.disconnection = handler;
    return this;
  }
  async connect() {
    if (ngrok.refusal !== null) throw new Error(ngrok.refusal);
    ngrok.sessions += 1;
    ngrok.domain = '';
    const endpoint = {
      domain: (domain: string) => {
        ngrok.domain = domain;
        return endpoint;
      },
      listenAndForward: async (to: string) => {
        edge.target = portOf(to);
        return { url: () => `${edge.address.replace('edge.', ngrok.domain === '' ? 'edge.' : 'own.')}/` };
      },
    };
    return {
      httpEndpoint: () => endpoint,
      close: async () => {
        ngrok.sessions -= 1;
        edge.target = 0;
      },
    };
  }
}

beforeAll(async () => {
  edge = await startEdge();
  cloudflared = await fakeCloudflared(folder.path);
  station = await startTestStation({
    reach: {
      probeEveryMs: 100,
      againAfterMs: 10,
      probeWithinMs: 200,
      network: { lookup: lookupHere },
      loadNgrok: async () => ({ SessionBuilder: FakeSessionBuilder }) as unknown as NgrokLibrary,
      sink: {
        began: (cause) => told.push(`began ${cause}`),
        ended: (cause) => told.push(`ended ${cause}`),
      },
    },
  });
});
afterAll(async () => {
  await station.dispose();
  await cloudflared.close();
  await edge.close();
  folder.dispose();
});
afterEach(async () => {
  await set({ way: 'none' });
  await edge.set({ type: 'passes' });
  told.length = 0;
});

const set = (reach: Partial<ReachSettings>): Promise<unknown> =>
  station.client.settings.set({ reach: { ...DEFAULT_REACH, ...reach } });
const reach = async () => (await station.client.status()).reach;
const until = (what: object): Promise<void> => expect.poll(reach, { interval: 10, timeout: 8_000 }).toMatchObject(what);

describe("a tunnel of Cloudflare's", () => {
  const way = (): Partial<ReachSettings> => ({ way: 'cloudflared', address: edge.address, program: cloudflared.path });
  const started = (count: number): Promise<void> =>
    expect.poll(() => cloudflared.starts.length, { interval: 10, timeout: 8_000 }).toBe(count);

  beforeAll(async () => {
    edge.target = portOf(station.callback);
    await station.client.reach.setToken({ way: 'cloudflared', token: TOKEN });
  });
  const up = async (): Promise<void> => {
    edge.target = portOf(station.callback);
    const { length } = cloudflared.starts;
    await set(way());
    await started(length + 1);
    cloudflared.tell(CONNECTED);
    await until({ light: 'receiving', state: 'up' });
  };

  test('is what its program says and a probe proves; its token is in no argument, no log and no answer', async () => {
    await up();
    expect(cloudflared.starts.at(-1)).toEqual({ args: ['tunnel', '--no-autoupdate', 'run'], token: TOKEN });
    const said = JSON.stringify([await station.client.status(), await station.client.settings.get(), station.logged]);
    expect(said).not.toContain(TOKEN);
    expect(await station.client.reach.tokens()).toEqual({ ngrok: false, cloudflared: true });
  });

  test('is blind while its program has lost the connection, and comes back with it', async () => {
    await up();
    told.length = 0;
    cloudflared.tell(DISCONNECTED);
    await until({ light: 'blind', state: 'retrying', problem: 'tunnel-lost' });
    cloudflared.tell(CONNECTED);
    await until({ light: 'receiving', state: 'up' });
    expect(told.filter((said) => said.endsWith('tunnel'))).toEqual(['began tunnel', 'ended tunnel']);
  });

  test('is blind when it says that it is up and nothing arrives', async () => {
    await up();
    await edge.set({ type: 'half-open' });
    await until({ light: 'blind', state: 'up', problem: 'nothing-arrives' });
    await edge.set({ type: 'passes' });
    await until({ light: 'receiving' });
  });

  test('is started again when its program ends, and at once when the PC wakes; it ends with its way', async () => {
    await up();
    const { length } = cloudflared.starts;
    cloudflared.tell('end');
    await until({ light: 'blind', state: 'retrying' });
    await started(length + 1);
    cloudflared.tell(CONNECTED);
    await until({ light: 'receiving' });
    station.woke();
    await started(length + 2);
    cloudflared.tell(CONNECTED);
    await until({ light: 'receiving' });
    expect(cloudflared.running()).toBe(1);
    await set({ way: 'none' });
    await expect.poll(cloudflared.running).toBe(0);
  });

  test.each([
    ['its program is not there', { program: '/nowhere/cloudflared' }, 'program-missing'],
    ['its address is missing', { address: null }, 'no-address'],
  ])('says what is needed when %s', async (_what, change, problem) => {
    await set({ ...way(), ...change });
    await until({ light: 'blind', state: 'failed', problem });
  });

  test('says that its program is too old', async () => {
    const old = temporaryFolder();
    const program = await fakeCloudflared(old.path, '2021.9.2');
    await set({ ...way(), program: program.path });
    await until({ state: 'failed', problem: 'program-too-old' });
    await program.close();
    old.dispose();
  });

  test('says that its token is not accepted', async () => {
    const { length } = cloudflared.starts;
    await set(way());
    await started(length + 1);
    cloudflared.tell('Provided Tunnel token is not valid.');
    cloudflared.tell('end');
    await until({ state: 'failed', problem: 'bad-token' });
  });
});

describe("a tunnel of ngrok's", () => {
  test('needs a token, and is opened with it at once', async () => {
    await set({ way: 'ngrok' });
    await until({ light: 'blind', state: 'failed', problem: 'no-token' });
    await station.client.reach.setToken({ way: 'ngrok', token: TOKEN });
    await until({ light: 'receiving', state: 'up', address: edge.address });
    expect(ngrok).toMatchObject({ token: TOKEN, domain: '' });
    expect((await station.client.settings.get()).reach.given).toBe(edge.address);
  });

  test('is lost while its session is, and back with its next sign of life', async () => {
    await set({ way: 'ngrok' });
    await until({ light: 'receiving' });
    expect(ngrok.disconnection('connect.ngrok-agent.com:443', 'connection reset')).toBe(true);
    await until({ light: 'blind', state: 'retrying', problem: 'tunnel-lost' });
    ngrok.heartbeat();
    await until({ light: 'receiving', state: 'up' });
  });

  test('with another domain is blind until AutoX3 has been given the new address', async () => {
    await set({ way: 'ngrok' });
    await until({ light: 'receiving' });
    await set({ way: 'ngrok', ngrokDomain: 'own.example.com', given: edge.address });
    const address = edge.address.replace('edge.', 'own.');
    await until({ light: 'blind', problem: 'address-changed', address });
    expect((await station.client.status()).callback).toContain(address);
    await set({ way: 'ngrok', ngrokDomain: 'own.example.com', given: address });
    await until({ light: 'receiving', problem: null });
  });

  test.each([
    ['ERR_NGROK_105', 'failed', 'bad-token'],
    ['ERR_NGROK_320', 'failed', 'domain-not-yours'],
    ['ERR_NGROK_108', 'retrying', 'too-many-sessions'],
    ['failed to dial', 'retrying', 'tunnel-lost'],
  ])('that is refused with %s is %s: %s', async (said, state, problem) => {
    ngrok.refusal = `authentication failed for account Dora (${said})`;
    await set({ way: 'ngrok' });
    await until({ light: 'blind', state, problem });
    expect(station.logged.join('')).not.toContain('Dora');
    ngrok.refusal = null;
  });

  test('closes its session when it ends', async () => {
    await set({ way: 'ngrok' });
    await until({ light: 'receiving' });
    expect(ngrok.sessions).toBe(1);
    await set({ way: 'none' });
    await expect.poll(() => ngrok.sessions).toBe(0);
  });
});

describe("this PC's own HTTPS", () => {
  const certificate = join(folder.path, 'certificate.pem');
  const key = join(folder.path, 'key.pem');
  const install = (name: string): void => {
    copyFileSync(join(CERTIFICATES, `${name}.pem`), certificate);
    copyFileSync(join(CERTIFICATES, `${name}.key.pem`), key);
  };

  test('leads to the receiver; a port that is taken, a certificate and a key that do not fit are named', async () => {
    const port = await freePort();
    edge.target = port;
    const way: Partial<ReachSettings> = {
      way: 'https',
      address: edge.address.replace('http', 'https'),
      certificate,
      key,
      port,
    };
    await set(way);
    await until({ state: 'failed', problem: 'certificate-unreadable' });
    install('expired');
    await station.client.reach.tryNow();
    await until({ state: 'failed', problem: 'certificate-expired' });
    install('other-name');
    await station.client.reach.tryNow();
    await until({ state: 'failed', problem: 'certificate-other-name' });
    copyFileSync(join(CERTIFICATES, 'good.pem'), certificate);
    await station.client.reach.tryNow();
    await until({ state: 'failed', problem: 'key-does-not-fit' });
    install('good');
    await set({ ...way, port: edge.port });
    await until({ state: 'failed', problem: 'port-taken' });
    expect(told).toContain('began port');
    await set(way);
    // Nobody whom a PC trusts has signed it.
    await until({ state: 'up', light: 'blind', problem: 'tls-untrusted' });
    const idle = connect(port, '127.0.0.1');
    const closed = new Promise((resolve) => idle.once('close', resolve).on('error', () => {}));
    await set({ way: 'none' });
    await closed;
  });
});
