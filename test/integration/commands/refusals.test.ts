import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/station/store/database.ts';
import { type Ended, HEADLESS, runScript, sentences } from '../../support/command.ts';
import { SECRET } from '../../support/messages.ts';
import { endStation, spawnStation, temporaryFolder } from '../../support/station.ts';

const ANY_PORTS = ['--receiver-port', '0', '--board-port', '0'];

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

type Attempt = { args?: string[]; env?: NodeJS.ProcessEnv };

/** Expects one sentence that says what is wrong, and nothing else: no stack, no output, no secret. */
function expectRefusal({ code, stdout, stderr }: Ended, sentence: RegExp): void {
  const said = sentences(stderr);
  expect(said).toEqual([expect.stringMatching(sentence)]);
  expect(said[0]).toMatch(/^[A-Z].*\.$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
}

function start({ args = [], env = {} }: Attempt): Promise<Ended> {
  return runScript(HEADLESS, ['--data', folder.path, ...ANY_PORTS, ...args], {
    env: { FORECOURT_APP_SECRET: SECRET, ...env },
  });
}

const write = (name: string, text: string): void => writeFileSync(join(folder.path, name), text);
const settings = (value: unknown): void => write('settings.json', JSON.stringify(value));

function database(change: (db: Database.Database) => void): void {
  const db = new Database(join(folder.path, 'forecourt.db'));
  change(db);
  db.close();
}

const KEYS = { callbackKey: 'c'.repeat(43), boardToken: 'b'.repeat(43) };

describe('the station does not start, and says in one sentence why:', () => {
  test.each<[string, RegExp, () => Attempt | undefined]>([
    ['an unknown flag', /--frobnicate.*--help/, () => ({ args: ['--frobnicate'] })],
    ['a secret given as a flag', /--secret.*--help/, () => ({ args: ['--secret', SECRET] })],
    ['a stray argument', /now.*--help/, () => ({ args: ['now'] })],
    ['a flag without its value', /--host.*--help/, () => ({ args: ['--host'] })],
    ['a port that is no number', /"http" for --receiver-port/, () => ({ args: ['--receiver-port', 'http'] })],
    ['a port that is too large', /"65536" for --board-port/, () => ({ args: ['--board-port', '65536'] })],
    ['a port below zero', /--board-port/, () => ({ args: ['--board-port=-1'] })],
    ['an empty port', /"" for --board-port/, () => ({ args: ['--board-port', ''] })],
    [
      'a port of the environment that is no number',
      /"x" for --receiver-port/,
      () => ({ args: ['--receiver-port=x'], env: { FORECOURT_RECEIVER_PORT: '1' } }),
    ],
    ['an amount of logging that is none', /level "loud" in FORECOURT_LOG/, () => ({ env: { FORECOURT_LOG: 'loud' } })],
    [
      'an address of another machine',
      /203\.0\.113\.7 cannot be listened on/,
      () => ({ args: ['--host', '203.0.113.7'] }),
    ],
    [
      'a data folder that is a file',
      /data folder .* cannot be written to/,
      () => {
        write('file', '');
        return { args: ['--data', join(folder.path, 'file')] };
      },
    ],
    [
      'a data folder below a file',
      /data folder .* cannot be written to/,
      () => {
        write('file', '');
        return { env: { FORECOURT_DATA: 'ignored' }, args: ['--data', join(folder.path, 'file', 'below')] };
      },
    ],
    [
      'a database of a newer Forecourt',
      /newer Forecourt/,
      () => {
        openDatabase(folder.path).close();
        database((db) => db.pragma('user_version = 99'));
        return undefined;
      },
    ],
    [
      'a database of another program',
      /another program/,
      () => {
        database((db) => db.exec('CREATE TABLE theirs (x)'));
        return undefined;
      },
    ],
    [
      'settings that are not JSON',
      /settings\.json is not valid JSON/,
      () => {
        write('settings.json', '{ "shop": ');
        return undefined;
      },
    ],
    [
      'settings that cannot be read',
      /settings\.json cannot be read/,
      () => {
        mkdirSync(join(folder.path, 'settings.json'));
        return undefined;
      },
    ],
    [
      'an unknown setting',
      /settings\.json is not right: .*"colour"/,
      () => {
        settings({ colour: 'red' });
        return undefined;
      },
    ],
    [
      'an unknown setting inside another',
      /shop: .*"nmae"/,
      () => {
        settings({ shop: { nmae: 'x' } });
        return undefined;
      },
    ],
    [
      'a setting with a bad value',
      /shop\.distanceUnit: /,
      () => {
        settings({ shop: { distanceUnit: 'furlongs' } });
        return undefined;
      },
    ],
    [
      'a setting of the wrong type',
      /verification\.trustPath: /,
      () => {
        settings({ verification: { trustPath: 'yes' } });
        return undefined;
      },
    ],
    [
      'a public address with a path, which would be lost from the callback address',
      /publicAddress: must name a host only/,
      () => {
        settings({ publicAddress: 'https://shop.example.com/forecourt/' });
        return undefined;
      },
    ],
    [
      'a dialect that is none',
      /verification\.dialect: is not a dialect/,
      () => {
        settings({ verification: { dialect: 'loose' } });
        return undefined;
      },
    ],
    [
      'secrets that are not JSON',
      /secrets\.json is not valid JSON/,
      () => {
        write('secrets.json', `{"appSecret":"${SECRET}"`);
        return undefined;
      },
    ],
    [
      'a callback path that can be guessed',
      /secrets\.json is not right: callbackKey/,
      () => {
        write('secrets.json', JSON.stringify({ ...KEYS, callbackKey: 'short' }));
        return undefined;
      },
    ],
    [
      'a stored secret that is too short',
      /appSecret of secrets\.json is too short/,
      () => {
        write('secrets.json', JSON.stringify({ ...KEYS, appSecret: 'hush-hush' }));
        return { env: { FORECOURT_APP_SECRET: '' } };
      },
    ],
    [
      'a secret that is too short',
      /FORECOURT_APP_SECRET is too short/,
      () => ({ env: { FORECOURT_APP_SECRET: 'hush-hush' } }),
    ],
    [
      'a secret that is too long',
      /FORECOURT_APP_SECRET is too long/,
      () => ({ env: { FORECOURT_APP_SECRET: 'hush-hush'.repeat(40) } }),
    ],
    [
      'a secret with a character of another kind',
      /FORECOURT_APP_SECRET holds a character/,
      () => ({ env: { FORECOURT_APP_SECRET: 'hush-hush-hush-密-hush' } }),
    ],
    [
      'a previous secret that is too short',
      /FORECOURT_PREVIOUS_SECRET is too short/,
      () => ({ env: { FORECOURT_PREVIOUS_SECRET: 'hush-hush' } }),
    ],
  ])('%s', async (_what, sentence, prepare) => {
    const ended = await start(prepare() ?? {});
    expectRefusal(ended, sentence);
    expect(ended.stderr).not.toContain('hush-hush');
    expect(ended.stderr).not.toContain(SECRET);
  });

  test.each(['receiver', 'board'] as const)('the port of the %s is in use', async (which) => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const ended = await start({ args: [`--${which}-port`, String(port)] });
      expectRefusal(
        ended,
        new RegExp(`^Port ${port} is already in use, so the ${which} cannot start.*--${which}-port`),
      );
      openDatabase(folder.path).close();
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  test('another station uses the data folder', async () => {
    const first = await spawnStation(folder.path);
    try {
      expectRefusal(await start({}), /^Another Forecourt is already using the data folder/);
      expectRefusal(
        await runScript(HEADLESS, ['--data', folder.path, '--rederive']),
        /^Another Forecourt is already using the data folder/,
      );
    } finally {
      await endStation(first.process);
    }
  });
});
