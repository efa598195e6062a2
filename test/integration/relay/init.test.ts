import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { canSyncAlways } from '../../../electron/relay/broker-program.ts';
import { connectToBroker } from '../../../electron/relay/connect.ts';
import { runInit } from '../../../electron/relay/init.ts';
import { inboxPrefix } from '../../../electron/relay/names.ts';
import { ensureStreams } from '../../../electron/relay/streams.ts';
import { UserError } from '../../../electron/station/user-error.ts';
import { freePort } from '../../support/free-port.ts';
import { configuredServer, NATS_VERSION } from '../../support/nats-server.ts';
import { UNHEARD_LOG } from '../../support/relay.ts';
import { RELAY_SECRET, setUpRelay } from '../../support/relay-set-up.ts';
import { temporaryFolder } from '../../support/station.ts';

const CERTIFICATES = new URL('../../fixtures/certificates/', import.meta.url).pathname;
const CERTIFICATE = join(CERTIFICATES, 'broker.pem');
const TLS = ['--tls-cert', CERTIFICATE, '--tls-key', join(CERTIFICATES, 'broker.key.pem'), '--ca', CERTIFICATE];

const nodes = (addresses: string): string[] => ['--nodes', '3', '--node-addresses', addresses];

function newFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  return join(folder.path, 'relay');
}

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');
const modeOf = (folder: string, file: string): string => (statSync(join(folder, file)).mode & 0o777).toString(8);

/** What a server says first to whoever connects. */
async function greeting(port: number): Promise<unknown> {
  const socket = connect(port, '127.0.0.1');
  const [line] = await once(socket.setEncoding('utf8'), 'data');
  socket.destroy();
  return JSON.parse(String(line).replace(/^INFO /, ''));
}

describe('the set-up of a relay', () => {
  test('says what to enter where, and gives each desk its own text', () => {
    const folder = newFolder();
    const { printed, joins, config } = setUpRelay(folder, [
      ...['--brand', 'acme', '--desk', 'north=17,18', '--desk', 'south= 19 ,19', '--head-office', 'office'],
      ...['--public-address', 'https://relay.example.com/'],
    ]);
    expect(printed).toContain(`https://relay.example.com/callback/${config.brands[0]?.callbackKeys[0]}\n`);
    expect(printed).toContain('https://relay.example.com to http://127.0.0.1:8792');
    expect(joins.map(({ desk, shops }) => [desk, shops])).toEqual([
      ['north', ['17', '18']],
      ['south', ['19']],
      ['office', null],
    ]);
    expect(joins[0]).toMatchObject({ brand: 'acme', servers: ['nats://127.0.0.1:4222'], ca: null });
    expect(new Set([config, ...joins].map(({ seed }) => seed)).size).toBe(4);
    expect(printed).not.toContain(RELAY_SECRET);
    expect(config).toMatchObject({ brands: [{ name: 'acme', appSecret: RELAY_SECRET }], replicas: 1 });
  });

  test('keeps no key of a desk, and lets its owner alone read the rest', () => {
    const folder = newFolder();
    const { joins } = setUpRelay(folder, ['--desk', 'north=17']);
    const files = ['relay.json', 'broker/nats-server.conf', 'broker/accounts.conf'];
    for (const file of files) expect(read(folder, file)).not.toContain(joins[0]?.seed);
    expect(files.map((file) => modeOf(folder, file))).toEqual(['600', '600', '644']);
    const { seed } = JSON.parse(read(folder, 'relay.json'));
    expect(read(folder, 'broker/accounts.conf')).not.toContain(seed);
  });

  test('leaves the app secret to be entered where it is not given, and does not take back what was entered', () => {
    const folder = newFolder();
    expect(runInit(['--folder', folder, '--desk', 'north=17'], {})).toContain(`as "appSecret" in ${folder}/relay.json`);
    const file = join(folder, 'relay.json');
    writeFileSync(file, read(folder, 'relay.json').replace('"appSecret": ""', '"appSecret": "entered-by-a-person"'));
    const { config, printed } = setUpRelay(folder, ['--desk', 'south=18']);
    expect(config.brands[0]?.appSecret).toBe('entered-by-a-person');
    expect(printed).not.toContain('"appSecret"');
  });

  test('adds a desk and a brand, and leaves what stands and what was changed by hand', () => {
    const folder = newFolder();
    const first = setUpRelay(folder, ['--brand', 'acme', '--desk', 'north=17']);
    writeFileSync(join(folder, 'broker/nats-server.conf'), `# mine\n${read(folder, 'broker/nats-server.conf')}`);
    writeFileSync(join(folder, 'relay.json'), read(folder, 'relay.json').replace('"port": 8792', '"port": 9000'));
    const server = read(folder, 'broker/nats-server.conf');

    const again = setUpRelay(folder, ['--desk', 'north=17']);
    expect(again.joins).toEqual([]);
    expect(again.printed).toContain('The desk north (shops 17) is in already.');
    expect(again.config).toEqual({ ...first.config, port: 9000 });

    const { config, joins } = setUpRelay(folder, ['--brand', 'other', '--head-office', 'office']);
    expect(config.brands[0]).toEqual(first.config.brands[0]);
    expect(config.brands[1]).toMatchObject({ name: 'other', desks: [{ name: 'office', shops: null }] });
    expect(config.brands[1]?.callbackKeys).not.toEqual(config.brands[0]?.callbackKeys);
    expect(joins.map(({ brand, desk }) => [brand, desk])).toEqual([['other', 'office']]);
    expect(read(folder, 'broker/nats-server.conf')).toBe(server);
    for (const name of ['"acme_north" {', '"other_office" {'])
      expect(read(folder, 'broker/accounts.conf')).toContain(name);
  });

  // Windows has no such owners.
  test.skipIf(process.platform === 'win32')(
    'leaves relay.json to the user that the relay runs as, who may be another than who changes the set-up',
    () => {
      const folder = newFolder();
      setUpRelay(folder, ['--desk', 'north=17']);
      const file = join(folder, 'relay.json');
      // Only root may give a file away.
      const { uid, gid } = process.getuid?.() === 0 ? { uid: 1000, gid: 1001 } : statSync(file);
      chownSync(file, uid, gid);
      chmodSync(file, 0o644);
      setUpRelay(folder, ['--desk', 'east=20']);
      expect(statSync(file)).toMatchObject({ uid, gid });
      expect(modeOf(folder, 'relay.json')).toBe('640');
      expect(modeOf(folder, 'broker/accounts.conf'), 'the broker runs as another user').toBe('644');
    },
  );

  test("takes a desk's access away, and gives the one of that name another", () => {
    const folder = newFolder();
    const first = setUpRelay(folder, ['--brand', 'acme', '--desk', 'north=17', '--desk', 'south=18']);
    const { joins, config } = setUpRelay(folder, ['--remove-desk', 'north', '--desk', 'north=17,20']);
    expect(joins.map(({ desk, shops }) => [desk, shops])).toEqual([['north', ['17', '20']]]);
    expect(joins[0]?.seed).not.toBe(first.joins[0]?.seed);
    const accounts = read(folder, 'broker/accounts.conf');
    expect(accounts).not.toContain(first.config.brands[0]?.desks[0]?.publicKey);
    expect(accounts).toContain(config.brands[0]?.desks.find(({ name }) => name === 'north')?.publicKey);
    const last = setUpRelay(folder, ['--remove-desk', 'south']);
    expect(last.config.brands[0]?.desks.map(({ name }) => name)).toEqual(['north']);
    // It would go on putting away what is of shop 18 where nobody looks any more.
    expect(last.printed).toContain('Start the relay again');
    expect(setUpRelay(folder, []).printed).not.toContain('Start the relay again');
  });

  test('takes access away at the server that was set up, whatever addresses relay.json has by now', () => {
    const folder = newFolder();
    const { config } = setUpRelay(folder, ['--desk', 'north=17', '--desk', 'south=18']);
    const file = join(folder, 'relay.json');
    const servers = ['nats://127.0.0.1:4222', 'nats://localhost:4222'];
    writeFileSync(file, JSON.stringify({ ...config, servers }));
    setUpRelay(folder, ['--remove-desk', 'north']);
    expect(read(folder, 'broker/accounts.conf')).not.toContain('north');
    expect(existsSync(join(folder, 'broker-1'))).toBe(false);

    rmSync(join(folder, 'broker'), { recursive: true });
    const before = read(folder, 'relay.json');
    expect(() => setUpRelay(folder, ['--remove-desk', 'south'])).toThrow(UserError);
    expect(read(folder, 'relay.json')).toBe(before);
  });

  test('takes access away at each of three servers, and says so too where the others lie on their machines alone', () => {
    const folder = newFolder();
    setUpRelay(folder, ['--desk', 'north=17', '--desk', 'south=18', ...nodes('127.0.0.1:1,127.0.0.1:2,127.0.0.1:3')]);
    const { printed } = setUpRelay(folder, ['--remove-desk', 'north']);
    for (const server of ['broker-1', 'broker-2', 'broker-3']) {
      expect(read(folder, `${server}/accounts.conf`)).toContain('south');
      expect(read(folder, `${server}/accounts.conf`)).not.toContain('north');
    }
    expect(printed).toContain('to the other servers');
    for (const server of ['broker-2', 'broker-3']) rmSync(join(folder, server), { recursive: true });
    const later = setUpRelay(folder, ['--desk', 'east=20']).printed;
    expect(later).toContain(`Copy accounts.conf from ${folder}/broker-1 to the other servers`);
    expect(existsSync(join(folder, 'broker-2'))).toBe(false);
  });

  test('has each message on the disk before it is acknowledged, or says what a power cut may cost', () => {
    const folder = newFolder();
    const { printed } = setUpRelay(folder, ['--desk', 'north=17']);
    const { stdout } = spawnSync('lsattr', ['-d', join(folder, 'broker/data')], { encoding: 'utf8' });
    const isAtOnce =
      /^\S*S/.test(stdout ?? '') || /sync_interval: always/.test(read(folder, 'broker/nats-server.conf'));
    expect(printed.includes('Each message is on the disk before it is acknowledged')).toBe(isAtOnce);
    expect(printed.includes('a power cut may cost what came in the last two minutes')).toBe(!isAtOnce);
  });

  test('goes on after it was interrupted: what is made of relay.json is made again', () => {
    const folder = newFolder();
    setUpRelay(folder, ['--desk', 'north=17']);
    const accounts = read(folder, 'broker/accounts.conf');
    writeFileSync(join(folder, 'broker/accounts.conf'), 'accounts {');
    setUpRelay(folder, []);
    expect(read(folder, 'broker/accounts.conf')).toBe(accounts);
  });

  test.each<[string[], RegExp]>([
    [[], /^Nobody would read .* --desk front=17/],
    [['--desk', 'north'], /^The desk "north" names no shop/],
    [['--desk', 'north=,'], /names no shop/],
    [['--desk', 'North=17'], /^The name "North" for --desk is not possible/],
    [['--desk', 'a.b=17'], /is not possible/],
    [['--head-office', '*'], /is not possible/],
    [['--desk', `n=${'1,'.repeat(200)}2`.replace(/1,/g, (_, at: number) => `${at},`)], /may have 100 shops/],
    [['--desk', 'n=17', '--desk', 'n=18'], /^The desk n is named twice/],
    [['--brand', 'a_b', '--desk', 'n=1'], /for --brand is not possible/],
    [['--desk', 'n=1', '--remove-desk', 'm'], /^There is no desk m to remove/],
    [['--desk', 'n=1', '--public-address', 'relay.example.com/callback'], /is not a host name/],
    [['--desk', 'n=1', '--address', 'tls://host'], /^The address "tls:\/\/host" is not like/],
    [['--desk', 'n=1', '--address', '127.0.0.1:70000'], /is not like/],
    [['--desk', 'n=1', '--address', 'relay.example.com'], /needs encryption: give a certificate/],
    [['--desk', 'n=1', '--address', 'localhost', '--tls-cert', CERTIFICATE], /give both --tls-cert and --tls-key/],
    [['--desk', 'n=1', '--address', '127.0.0.1', ...TLS], /^Certificates are checked for names/],
    [['--desk', 'n=1', '--address', 'relay.example.com', ...TLS], /broker\.pem is not for relay\.example\.com/],
    [['--desk', 'n=1', '--ca', 'gone.pem'], /gone\.pem cannot be read \(ENOENT\)/],
    [['--desk', 'n=1', '--ca', join(CERTIFICATES, 'README.md')], /holds no certificate/],
    [['--desk', 'n=1', '--nodes', '2'], /^--nodes 2 is not possible/],
    [['--desk', 'n=1', '--nodes', '3'], /three different --node-addresses/],
    [['--desk', 'n=1', ...nodes('127.0.0.1:1,127.0.0.1:1,127.0.0.1:2')], /three different/],
    [['--desk', 'n=1', '--node-addresses', 'a,b,c'], /belongs to --nodes 3/],
    [
      ['--desk', 'n=1', '--address', '127.0.0.1', ...nodes('127.0.0.1:1,127.0.0.1:2,127.0.0.1:3')],
      /in place of --address/,
    ],
    [
      ['--desk', 'n=1', ...nodes('localhost:1,localhost:2,localhost:3'), ...TLS.slice(0, 4)],
      /give its certificate with --ca/,
    ],
    [['--desk', 'n=1', '--unknown'], /^Unknown option '--unknown'\. See --help/],
  ])('refuses what it cannot do in a sentence (%#), and writes nothing', (args, sentence) => {
    const folder = newFolder();
    expect(() => runInit(['--folder', folder, ...args], {})).toThrow(UserError);
    expect(() => runInit(['--folder', folder, ...args], {})).toThrow(sentence);
    expect(existsSync(join(folder, 'relay.json')) || existsSync(join(folder, 'broker'))).toBe(false);
  });

  test('writes over nothing: neither other addresses nor other shops, nor a server without its relay', () => {
    const folder = newFolder();
    setUpRelay(folder, ['--desk', 'north=17']);
    const before = read(folder, 'relay.json');
    for (const args of [
      ['--address', '127.0.0.1:5000'],
      ['--desk', 'north=18'],
      ['--head-office', 'north'],
    ])
      expect(() => setUpRelay(folder, args)).toThrow(UserError);
    expect(read(folder, 'relay.json')).toBe(before);

    rmSync(join(folder, 'relay.json'));
    const server = read(folder, 'broker/nats-server.conf');
    expect(() => setUpRelay(folder, ['--desk', 'north=17'])).toThrow(
      /nats-server\.conf is there already, but no relay\.json/,
    );
    expect(read(folder, 'broker/nats-server.conf')).toBe(server);
    writeFileSync(join(folder, 'relay.json'), '{');
    expect(() => setUpRelay(folder, ['--desk', 'north=17'])).toThrow(/relay\.json is not valid JSON/);
  });

  test('says no word of an app secret that cannot be one', () => {
    const folder = newFolder();
    const run = () => runInit(['--folder', folder, '--desk', 'n=1'], { FORECOURT_APP_SECRET: 'too-short' });
    expect(run).toThrow(/^FORECOURT_APP_SECRET cannot be an app secret \(too-short\)/);
    expect(existsSync(folder)).toBe(false);
  });

  test.each([
    ['2.9.10', false],
    ['2.10.0', true],
    ['2.14.3', true],
    ['3.0.0', true],
    ['1.99.0', false],
    [null, false],
  ])('has a server %s write each message to the disk at once: %s', (version, can) => {
    expect(canSyncAlways(version)).toBe(can);
  });
});

describe.skipIf(NATS_VERSION === null)('a broker that was set up with a certificate', () => {
  test('works encrypted alone, for whoever knows what the certificate was issued by', async () => {
    const folder = newFolder();
    const port = await freePort();
    const where = ['--address', `localhost:${port}`, ...TLS];
    const { joins, config } = setUpRelay(folder, ['--brand', 'acme', '--desk', 'north=17', ...where]);
    const [north] = joins;
    const [brand] = config.brands;
    if (north === undefined || brand === undefined) throw new Error('The set-up is not whole');
    expect(north).toMatchObject({ servers: [`tls://localhost:${port}`], ca: readFileSync(CERTIFICATE, 'utf8') });
    const server = configuredServer(join(folder, 'broker/nats-server.conf'), port);
    onTestFinished(server.kill);
    await server.start();

    const access = { servers: config.servers, seed: config.seed, ca: north.ca, name: 'relay' };
    const relay = await connectToBroker(access);
    onTestFinished(() => relay.close());
    await ensureStreams(await jetstreamManager(relay), brand, { ...config, maxBytes: 1_048_576 }, UNHEARD_LOG);
    const desk = await connectToBroker({ ...north, name: 'desk' }, { inboxPrefix: inboxPrefix('acme', 'north') });
    onTestFinished(() => desk.close());
    const answer = await desk.request('$JS.API.CONSUMER.INFO.AUTOX3_acme.north_s-17', '');
    expect(answer.json()).toMatchObject({ name: 'north_s-17' });

    await expect(connectToBroker({ ...access, ca: null })).rejects.toThrow(/self.signed/);
    expect(await greeting(port)).toMatchObject({ tls_required: true });
  });
});
