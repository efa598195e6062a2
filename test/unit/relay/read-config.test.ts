import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRelayOptions } from '../../../electron/relay/options.ts';
import { readRelayConfig } from '../../../electron/relay/read-config.ts';
import { UserError } from '../../../electron/station/user-error.ts';
import { PREVIOUS_SECRET, SECRET } from '../../support/messages.ts';
import { natsUser } from '../../support/nats-server.ts';
import { temporaryFolder, testLog } from '../../support/station.ts';

const KEY = 'callback-key-of-a-relay-in-a-unit-test';
const { seed } = natsUser();
const BRAND = { name: 'acme', callbackKeys: [KEY], appSecret: SECRET };
const TOLD = { name: 'one', servers: ['tls://broker.example.invalid:4222'], seed, brands: [BRAND] };

let folder: ReturnType<typeof temporaryFolder>;
let logged: string[];
beforeEach(() => {
  // What the file holds is secret on purpose: nothing that lies elsewhere in the folder is.
  folder = temporaryFolder('logs');
  logged = [];
});
afterEach(() => folder.dispose());

const file = () => join(folder.path, 'relay.json');
function read(told: object | string, mode = 0o600) {
  writeFileSync(file(), typeof told === 'string' ? told : JSON.stringify(told));
  chmodSync(file(), mode);
  return readRelayConfig(file(), testLog(logged));
}

function refusal(told: object | string): string {
  try {
    read(told);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'nothing was wrong';
}

describe('what a relay is told', () => {
  test('may be a name, a broker with its key, and a brand with its secret: all else has a meaning that is safe', () => {
    const { config, access } = read(TOLD);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8792,
      adminHost: '127.0.0.1',
      adminPort: 8793,
      replicas: 1,
      brands: [{ previousSecret: null, takesWeakSignatures: false, desks: [] }],
    });
    expect(access).toEqual({ servers: TOLD.servers, seed, ca: null, name: 'relay one' });
    expect(logged).toEqual([]);
  });

  test.each<[string, object | string, RegExp]>([
    ['no JSON', '{', /is not valid JSON/],
    ['an unknown member', { ...TOLD, sead: seed }, /Unrecognized key/],
    ['no brand', { ...TOLD, brands: [] }, /brands/],
    ['a name that is no part of a subject', { ...TOLD, name: 'a.b' }, /name: must be small letters/],
    ['a brand with such a name', { ...TOLD, brands: [{ ...BRAND, name: '>' }] }, /brands\.0\.name/],
    ['an address that is none', { ...TOLD, servers: ['https://x'] }, /servers\.0: must be like tls:/],
    ['a seed that is none', { ...TOLD, seed: 'SUxx' }, /seed: must be the seed of an NKey/],
    ['a seed with one letter changed', { ...TOLD, seed: mistyped(seed) }, /seed: it is mistyped/],
    ['a secret that can be none', { ...TOLD, brands: [{ ...BRAND, appSecret: 'short' }] }, /appSecret: must be of 16/],
    ['a guessable callback key', { ...TOLD, brands: [{ ...BRAND, callbackKeys: ['acme'] }] }, /callbackKeys\.0/],
    [
      'two brands of one name',
      { ...TOLD, brands: [BRAND, { ...BRAND, callbackKeys: [`${KEY}2`] }] },
      /two have one name/,
    ],
    ['one path for two brands', { ...TOLD, brands: [BRAND, { ...BRAND, name: 'b' }] }, /a callback key is there twice/],
    ['two desks of one name', { ...TOLD, brands: [{ ...BRAND, desks: [desk(), desk()] }] }, /two desks/],
    ['certificates that are not there', { ...TOLD, ca: '/nowhere/ca.pem' }, /ca\.pem, cannot be read \(ENOENT\)/],
  ])('is refused in one sentence that names no secret: %s', (_what, told, sentence) => {
    const said = refusal(told);
    expect(said).toMatch(sentence);
    expect(said).toMatch(/^The .*\.$/s);
    for (const secret of [seed, SECRET, KEY]) expect(said).not.toContain(secret);
  });

  test('is looked for where it is said to be', () => {
    expect(() => readRelayConfig(join(folder.path, 'other.json'), testLog(logged))).toThrow(
      /There is no file .*other\.json\. Make one with --init/,
    );
  });

  test.skipIf(process.platform === 'win32')('is warned of where others can read it', () => {
    read(TOLD, 0o640);
    expect(logged).toEqual([]);
    read(TOLD, 0o644);
    expect(logged.join()).toContain('others can read the secrets of this file');
  });

  test.each([
    ['nats://127.0.0.1:4222', false],
    ['nats://localhost:4222', false],
    ['nats://[::1]:4222', false],
    ['nats://broker.example.invalid:4222', true],
    ['nats://localhost.example.invalid:4222', true],
    ['nats://127.0.0.1.example.invalid', true],
    ['tls://broker.example.invalid:4222', false],
  ])('is warned of where it leaves this machine in the open: %s', (server, isWarned) => {
    read({ ...TOLD, servers: [server] });
    expect(logged.join().includes('is not encrypted')).toBe(isWarned);
  });

  test('takes a previous secret and a pinned dialect', () => {
    const { config } = read({ ...TOLD, brands: [{ ...BRAND, previousSecret: PREVIOUS_SECRET, dialect: 'compact' }] });
    expect(config.brands[0]).toMatchObject({ previousSecret: PREVIOUS_SECRET, dialect: 'compact' });
  });
});

describe('the command line of the relay', () => {
  test('has a file in this folder, and logs what is worth knowing, unless told otherwise', () => {
    expect(readRelayOptions([], {})).toEqual({
      command: 'relay',
      configFile: join(process.cwd(), 'relay.json'),
      logLevel: 'info',
    });
    expect(readRelayOptions(['--config', '/etc/x.json'], { FORECOURT_LOG: 'debug' })).toEqual({
      command: 'relay',
      configFile: '/etc/x.json',
      logLevel: 'debug',
    });
    expect(readRelayOptions(['--help'], {}).command).toBe('help');
  });

  test.each([
    [['--seed', 'x'], {}, /--seed.*--help/],
    [['now'], {}, /now.*--help/],
    [['--config'], {}, /--config.*--help/],
    [[], { FORECOURT_LOG: 'loud' }, /"loud" in FORECOURT_LOG/],
  ])('is refused in one sentence: %j', (args, env, sentence) => {
    expect(() => readRelayOptions(args, env)).toThrow(sentence);
  });
});

function desk() {
  return { name: 'north', shops: null };
}

function mistyped(text: string): string {
  return `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;
}
