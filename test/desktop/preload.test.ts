import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';

const bundle = readFileSync(join(import.meta.dirname, '../../dist/electron/preload.cjs'), 'utf8');

/** Runs the built preload on a page of this path; what it put on the page, and what it asked for. */
function run(pathname: string): { exposed: Record<string, unknown>; required: string[] } {
  const exposed: Record<string, unknown> = {};
  const required: string[] = [];
  const ipcRenderer = { on: () => {}, off: () => {}, send: () => {}, invoke: () => Promise.resolve() };
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => Object.assign(exposed, { [name]: api }) },
    ipcRenderer,
  };
  const require = (name: string): unknown => {
    required.push(name);
    return electron;
  };
  const window = { location: { pathname, origin: 'app://forecourt' }, postMessage: () => {} };
  runInContext(bundle, createContext({ require, window, module: { exports: {} }, exports: {} }));
  return { exposed, required };
}

describe('the preload', () => {
  test('needs nothing but electron', () => {
    expect(new Set(run('/index.html').required)).toEqual(new Set(['electron']));
    expect(bundle).not.toMatch(/\bimport\s*\(|\brequire\((?!"electron"\))/);
  });

  test('gives the board named functions and nothing else', () => {
    const { exposed } = run('/index.html');
    expect(Object.keys(exposed)).toEqual(['desktop']);
    const desktop = exposed.desktop as Record<string, unknown>;
    expect(Object.keys(desktop).sort()).toEqual([
      'changeSettings',
      'checkForUpdates',
      'connect',
      'forgetPrintTrouble',
      'installUpdate',
      'mute',
      'onOpenCheckIn',
      'onOpenSettings',
      'onState',
      'openDataFolder',
      'openHelp',
      'openKeptSheet',
      'openLog',
      'openNotificationSettings',
      'openOutside',
      'printNowhere',
      'printSheet',
      'printTestPage',
      'printers',
      'retryStation',
      'saveSheet',
      'setStartAtLogin',
      'state',
      'testNotification',
      'testRing',
    ]);
    expect(Object.values(desktop).every((member) => typeof member === 'function')).toBe(true);
  });

  test('gives the wall one: it asks for its port', () => {
    const { exposed } = run('/wall.html');
    expect(Object.keys(exposed)).toEqual(['desktop']);
    expect(Object.keys(exposed.desktop as object)).toEqual(['connect']);
  });

  test("gives a sheet's page the two that it needs", () => {
    const { exposed } = run('/sheet.html');
    expect(Object.keys(exposed)).toEqual(['desktop']);
    expect(Object.keys(exposed.desktop as object).sort()).toEqual(['connect', 'sheetReady']);
  });

  test("gives the ring's page the two that it needs", () => {
    const { exposed } = run('/ring.html');
    expect(Object.keys(exposed)).toEqual(['desktop']);
    expect(Object.keys(exposed.desktop as object).sort()).toEqual(['onRing', 'rang']);
  });
});
