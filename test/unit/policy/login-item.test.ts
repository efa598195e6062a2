import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDesktopOptions } from '../../../electron/options.ts';
import { autostartEntry, HIDDEN_FLAG, loginItem } from '../../../electron/policy/login-item.ts';

describe('the login item of Windows and macOS', () => {
  test('is set with the arguments that it is asked with, on and off', () => {
    expect(loginItem(true, [])).toEqual({ openAtLogin: true, args: [HIDDEN_FLAG] });
    expect(loginItem(false, [])).toEqual({ openAtLogin: false, args: [HIDDEN_FLAG] });
  });

  test('starts the app without its window', () => {
    expect(readDesktopOptions(loginItem(true, []).args, {}).isHidden).toBe(true);
  });

  test('starts the app on the data folder and ports that it runs with now', () => {
    const now = readDesktopOptions(['--data', '/srv/shop', '--receiver-port', '9000', '--no-sandbox'], {});
    const later = readDesktopOptions(loginItem(true, now.args).args, {});
    expect(later).toEqual({ ...now, isHidden: true });
    expect(later).toMatchObject({ dataFolder: '/srv/shop', receiverPort: 9000 });
  });
});

/** Reads an entry as a desktop does: https://specifications.freedesktop.org/desktop-entry/latest/ */
function read(entry: string): Map<string, string> {
  const [group, ...lines] = entry.split('\n');
  expect(group).toBe('[Desktop Entry]');
  expect(lines.pop()).toBe('');
  return new Map(
    lines.map((line) => {
      const [, key = '', value = ''] = /^([A-Za-z-]+)=(.*)$/s.exec(line) ?? [];
      const escapes: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
      return [key, value.replace(/\\(.)/gs, (_escape, letter: string) => escapes[letter] ?? `?${letter}`)];
    }),
  );
}

/** The words of a command that are all quoted: "The Exec key" of the same specification. */
function words(command: string): string[] {
  const quoted = /"((?:\\["`$\\]|[^"`$\\])*)"(?: |$)/gsy;
  const found: string[] = [];
  while (quoted.lastIndex < command.length) {
    const match = quoted.exec(command);
    if (match === null) throw new Error(`not quoted: ${command}`);
    const word = (match[1] ?? '').replace(/\\(["`$\\])/g, '$1');
    expect(word.replaceAll('%%', '')).not.toContain('%');
    found.push(word.replaceAll('%%', '%'));
  }
  return found;
}

describe('the autostart entry of Linux', () => {
  test('is a hidden start of the app, in all that the specification asks for', () => {
    const entry = read(autostartEntry('/opt/Forecourt/forecourt', []));
    expect(Object.fromEntries(entry)).toEqual({
      Type: 'Application',
      Name: 'Forecourt',
      Exec: '"/opt/Forecourt/forecourt" "--hidden"',
      Terminal: 'false',
      'X-GNOME-Autostart-enabled': 'true',
    });
  });

  test.each([
    ['a space', '/home/a b/Forecourt.AppImage'],
    ['quotes', '/home/a "b" \'c\'/app'],
    ['a dollar and a backtick', '/home/$HOME/`id`/app'],
    ['backslashes', '/home/a\\b\\\\c\\'],
    ['field codes', '/home/%u/%%/%f%'],
    ['a semicolon and an ampersand', '/home/a;id&b|c'],
    ['a line break that would be a command of its own', '/home/a\nExec=/tmp/evil'],
    ['a carriage return and a tab', '/home/a\rb\tc'],
    ['text that looks like an escape', '/home/a\\nb\\s'],
    ['letters of other scripts', '/home/客户/é/\u{1f697}'],
    ['nothing', ''],
  ])('holds a path with %s as it is', (_what, program) => {
    const entry = autostartEntry(program, ['/home/x y']);
    expect(words(read(entry).get('Exec') ?? '')).toEqual([program, '/home/x y', HIDDEN_FLAG]);
  });

  test('holds whatever words as they are, and nothing beside', () => {
    const word = fc.string({ unit: fc.constantFrom(...'a "\\$`%=\n\r\t;[]#客'), maxLength: 12 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 3 }), (program, args) => {
        const entry = read(autostartEntry(program, args));
        expect([...entry.keys()]).toEqual(['Type', 'Name', 'Exec', 'Terminal', 'X-GNOME-Autostart-enabled']);
        expect(words(entry.get('Exec') ?? '')).toEqual([program, ...args, HIDDEN_FLAG]);
      }),
    );
  });
});
