import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HELP, readDesktopOptions, readHeadlessOptions } from '../../electron/options.ts';
import { defaultDataFolder } from '../../electron/station/data-folder.ts';
import { UserError } from '../../electron/station/user-error.ts';

const DEFAULTS = {
  dataFolder: defaultDataFolder(),
  host: '127.0.0.1',
  receiverPort: 8790,
  boardPort: 8791,
  logLevel: 'info',
};
const FLAGS = ['--data', '/d', '--host', '0.0.0.0', '--receiver-port', '1', '--board-port=65535'];
const ENV = {
  FORECOURT_DATA: '/e',
  FORECOURT_HOST: '::1',
  FORECOURT_RECEIVER_PORT: '2',
  FORECOURT_BOARD_PORT: '3',
  FORECOURT_LOG: 'debug',
};

describe.each([
  ['the headless station', readHeadlessOptions],
  ['the desktop app', readDesktopOptions],
])('%s', (_who, read) => {
  test('keeps its data with this user, and listens on this PC alone, unless told otherwise', () => {
    expect(read([], {})).toMatchObject(DEFAULTS);
    expect(DEFAULTS.dataFolder).not.toBe('');
  });

  test('does what the environment says', () => {
    expect(read([], ENV)).toMatchObject({
      dataFolder: '/e',
      host: '::1',
      receiverPort: 2,
      boardPort: 3,
      logLevel: 'debug',
    });
  });

  test('does what its flags say before that', () => {
    expect(read(FLAGS, ENV)).toMatchObject({
      dataFolder: '/d',
      host: '0.0.0.0',
      receiverPort: 1,
      boardPort: 65_535,
      logLevel: 'debug',
    });
  });

  test('takes a folder or host that is empty for none', () => {
    expect(
      read(['--data', '', '--host='], { FORECOURT_DATA: '', FORECOURT_HOST: '', FORECOURT_LOG: '' }),
    ).toMatchObject(DEFAULTS);
  });

  test('takes 0 for any free port', () => {
    expect(read(['--receiver-port', '0'], { FORECOURT_BOARD_PORT: '0' })).toMatchObject({
      receiverPort: 0,
      boardPort: 0,
    });
  });

  test.each(['http', '', '65536', '123456', '-1', '1.5', '0x10', '1e3', '٣'])(
    'refuses the port %j in a sentence',
    (port) => {
      const start = () => read([`--board-port=${port}`], {});
      expect(start).toThrow(UserError);
      expect(start).toThrow(`The port "${port}" for --board-port is not a number from 0 to 65535.`);
      expect(() => read([], { FORECOURT_RECEIVER_PORT: port })).toThrow(/for --receiver-port/);
    },
  );

  test('refuses an amount of logging that is none, and repeats no more of it than fits a sentence', () => {
    const start = () => read([], { FORECOURT_LOG: 'x'.repeat(1_000) });
    expect(start).toThrow(UserError);
    expect(start).toThrow(/^The level "x{20}" in FORECOURT_LOG is none of /);
  });
});

describe('the headless station', () => {
  test.each([
    [[], 'station'],
    [['--demo'], 'demo'],
    [['--rederive'], 'rederive'],
    [['--help'], 'help'],
    [['--demo', '--rederive', '--help'], 'help'],
    [['--demo', '--rederive'], 'rederive'],
  ])('asked with %j runs %s', (args, command) => {
    expect(readHeadlessOptions(args, {}).command).toBe(command);
  });

  test.each([[['--frobnicate']], [['--hidden']], [['now']], [['--host']], [['--app-secret', 'hush-hush-hush-hush']]])(
    'refuses %j in a sentence that names the help',
    (args) => {
      const start = () => readHeadlessOptions(args, {});
      expect(start).toThrow(UserError);
      expect(start).toThrow(/^[A-Z][^\n]*See --help for the options\.$/);
      expect(start).not.toThrow(/hush-hush/);
    },
  );

  test('names each of its flags and variables in its help', () => {
    for (const name of [...FLAGS.filter((flag) => flag.startsWith('--')), ...Object.keys(ENV)]) {
      expect(HELP).toContain(name.replace(/=.*/, ''));
    }
  });
});

describe('the desktop app', () => {
  test('opens its window unless it is told to stay hidden', () => {
    expect(readDesktopOptions([], {}).isHidden).toBe(false);
    expect(readDesktopOptions(['--hidden'], {}).isHidden).toBe(true);
  });

  test.each([
    ['switches of Chromium', ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=9222', '--type=renderer']],
    ['switches with a value apart', ['--user-data-dir', '/tmp/x', '--lang', 'de']],
    ['what macOS adds', ['-psn_0_12345', '-NSDocumentRevisionsDebugMode', 'YES']],
    ['what the installer of Windows adds', ['--squirrel-firstrun', '/S', '/D=C:\\Forecourt']],
    ['what the updater adds', ['--updated', '--force-run']],
    ['an address or a file', ['forecourt://open/7', 'C:\\Users\\a\\report.pdf', '.']],
    ['the end of the flags', ['--', '--board-port', 'http']],
    ['a command of the headless station', ['--demo', '--rederive', '--help']],
    ['what is left of nothing', ['', '-', '--no-hidden']],
  ])('passes over %s', (_what, args) => {
    expect(readDesktopOptions(args, {})).toEqual({ ...DEFAULTS, isHidden: false, args: [] });
    expect(readDesktopOptions([...FLAGS, '--hidden', ...args], {})).toMatchObject({
      dataFolder: '/d',
      receiverPort: 1,
      isHidden: true,
    });
  });

  test.each(['--data', '--host', '--receiver-port', '--board-port'])('passes over %s without its value', (flag) => {
    expect(readDesktopOptions([flag], {})).toEqual({ ...DEFAULTS, isHidden: false, args: [] });
  });
});

describe('the service', () => {
  test('is given all that this shell says, since it has neither its folder nor its environment', () => {
    const asked = readHeadlessOptions(['--install-service', '--data', 'here'], ENV);
    if (asked.command !== 'install-service') throw new Error(asked.command);
    const { command, isService, ...runs } = { isService: false, ...readHeadlessOptions(asked.args, {}) };
    expect([command, isService]).toEqual(['station', true]);
    expect(runs).toMatchObject({ dataFolder: resolve('here'), host: '::1', receiverPort: 2, boardPort: 3 });
  });
});

test('the Doctor reports in words, or as JSON', () => {
  expect(readHeadlessOptions(['--doctor'], {})).toMatchObject({ command: 'doctor', isJson: false });
  expect(readHeadlessOptions(['--doctor', '--json'], {})).toMatchObject({ command: 'doctor', isJson: true });
});
