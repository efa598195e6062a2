import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DesktopMemory } from '../../../electron/desktop/desktop-file.ts';
import { DEFAULT_DESKTOP_SETTINGS } from '../../../shared/desktop-settings.ts';
import { temporaryFolder } from '../../support/station.ts';

let folder: ReturnType<typeof temporaryFolder>;
let logged: string[];
beforeEach(() => {
  folder = temporaryFolder();
  logged = [];
});
afterEach(() => folder.dispose());

const path = (): string => join(folder.path, 'desktop.json');
const open = (): DesktopMemory =>
  new DesktopMemory(folder.path, pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }));

const NAMES = ['settings', 'window', 'isTrayExplained', 'mutedUntil', 'updateAttempt'] as const;
const known = (memory: DesktopMemory) => Object.fromEntries(NAMES.map((name) => [name, memory.get(name)]));
const DEFAULTS = {
  settings: DEFAULT_DESKTOP_SETTINGS,
  window: null,
  isTrayExplained: false,
  mutedUntil: null,
  updateAttempt: null,
};
const SET = {
  settings: {
    volume: 0,
    updates: { when: 'asked' },
    language: 'zh-CN',
    wall: {
      isOn: true,
      screen: { id: 7, label: 'DELL U2720Q', x: 1_920, y: 0, width: 1_920, height: 1_080, isPrimary: false },
    },
    printing: { printer: 'Brother HL', copies: 2, paper: 'letter', onArrival: true },
  },
  window: { x: -1_900, y: 20, width: 1_000, height: 600, isMaximized: true },
  isTrayExplained: true,
  mutedUntil: 1_772_528_400_000,
  updateAttempt: { version: '1.2.3', at: 1_772_528_400_000 },
} as const;

describe('what belongs to this PC', () => {
  test('begins with its defaults, and nothing is written for it', () => {
    expect(known(open())).toEqual(DEFAULTS);
    expect(existsSync(path())).toBe(false);
    expect(logged).toEqual([]);
  });

  test('is there at the next start, whole', () => {
    open().set(SET);
    expect(known(open())).toEqual(SET);
    expect(readdirSync(folder.path)).toEqual(['desktop.json']);
  });

  test('changes member by member', () => {
    const memory = open();
    memory.set({ mutedUntil: 7 });
    memory.set({ isTrayExplained: true });
    memory.set({ mutedUntil: null });
    expect(known(memory)).toEqual({ ...DEFAULTS, isTrayExplained: true });
    expect(known(open())).toEqual({ ...DEFAULTS, isTrayExplained: true });
  });

  test('has defaults for what an older app did not write', () => {
    writeFileSync(path(), '{"mutedUntil":7}');
    expect(known(open())).toEqual({ ...DEFAULTS, mutedUntil: 7 });
    expect(logged).toEqual([]);
  });

  test('keeps what was set before there was a wall', () => {
    const { wall: _, ...before } = SET.settings;
    writeFileSync(path(), JSON.stringify({ ...SET, settings: before }));
    expect(known(open())).toEqual({ ...SET, settings: { ...before, wall: DEFAULT_DESKTOP_SETTINGS.wall } });
    expect(logged).toEqual([]);
  });

  test('keeps what was set before it printed', () => {
    const { printing: _, ...before } = SET.settings;
    writeFileSync(path(), JSON.stringify({ ...SET, settings: before }));
    expect(known(open())).toEqual({ ...SET, settings: { ...before, printing: DEFAULT_DESKTOP_SETTINGS.printing } });
    expect(logged).toEqual([]);
  });

  test.each<[string, string]>([
    ['that is empty', ''],
    ['that is not JSON', '{"settings":'],
    ['that is no object', '[]'],
    ['with a member that nobody knows', '{"colour":"red"}'],
    ['with a volume above its range', JSON.stringify({ ...SET, settings: { ...SET.settings, volume: 1.1 } })],
    ['with a language that there is not', JSON.stringify({ ...SET, settings: { ...SET.settings, language: 'xx' } })],
    ['with a window without a size', JSON.stringify({ ...SET, window: { ...SET.window, width: 0 } })],
    ['with a window nowhere', JSON.stringify({ ...SET, window: { ...SET.window, x: null } })],
    ['with a mute that is no time', JSON.stringify({ ...SET, mutedUntil: 'tomorrow' })],
  ])('begins with its defaults when there is a file %s, and it is said in the log', (_what, text) => {
    writeFileSync(path(), text);
    expect(known(open())).toEqual(DEFAULTS);
    expect(logged).toHaveLength(1);
    // It is left for somebody to look at until something changes.
    expect(readFileSync(path(), 'utf8')).toBe(text);
    open().set({ mutedUntil: 7 });
    expect(known(open())).toEqual({ ...DEFAULTS, mutedUntil: 7 });
  });

  test('begins with its defaults when the file cannot be read', () => {
    mkdirSync(path());
    expect(known(open())).toEqual(DEFAULTS);
    expect(logged.join()).toContain('EISDIR');
  });

  test('lasts until the app ends when it cannot be written', () => {
    const memory = open();
    memory.set({ isTrayExplained: true });
    mkdirSync(`${path()}.draft`);
    memory.set(SET);
    expect(known(memory)).toEqual(SET);
    expect(logged.join()).toContain('could not be written');
    expect(known(open())).toEqual({ ...DEFAULTS, isTrayExplained: true });
    rmSync(`${path()}.draft`, { recursive: true });
    memory.set({ mutedUntil: 8 });
    expect(known(open())).toEqual({ ...SET, mutedUntil: 8 });
  });
});
