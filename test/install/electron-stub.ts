import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

export type System = 'linux' | 'win32' | 'darwin';

/** By this Electron's program is searched for the place of its fuses; after it come version, number and the fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/**
 * Each fuse as '0' or '1', in Electron's order, opposite to what we state; the ninth, for WebAssembly's memory traps, is one
 * that electron-builder does not know, and is on in Electron itself.
 */
const UNSET_FUSES = '101100111';

const WIRE = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, UNSET_FUSES.length]), Buffer.from(UNSET_FUSES)]);

const BESIDE = {
  version: '0.0.0-stub',
  LICENSE: "Electron's licence",
  'LICENSES.chromium.html': "Chromium's licences",
};

/**
 * A folder for electron-builder's `electronDist`: every file that electron-builder reads, changes or moves, with nothing in
 * it but what it looks for. Answers what it put beside the app, as it is called in the finished package.
 */
export function makeElectronStub(folder: string, system: System): string[] {
  if (system === 'darwin') return makeMacStub(folder);
  const program = system === 'linux' ? 'electron' : 'electron.exe';
  const content = system === 'linux' ? WIRE : windowsProgram();
  write(folder, { ...BESIDE, 'locales/en-US.pak': 'locale', [program]: content });
  chmodSync(join(folder, program), 0o755);
  const renamed = system === 'linux' ? 'forecourt' : 'Forecourt.exe';
  return ['LICENSE.electron.txt', 'LICENSES.chromium.html', 'locales/en-US.pak', 'version', renamed];
}

/** The fuses lie in a resource: the program is rewritten with other resources, and nothing else of it would stay. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty();
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 0x409, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  // The copy ends where the buffer's own view does.
  const bin = new Uint8Array(WIRE).buffer;
  resources.entries.push({ type: 10, id: 1, lang: 0x409, codepage: 1200, bin });
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

function makeMacStub(folder: string): string[] {
  const plist = (name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
    <plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string>
    <key>CFBundleIconFile</key><string>electron.icns</string></dict></plist>`;
  const helper = 'Frameworks/Electron Helper.app/Contents';
  const framework = 'Frameworks/Electron Framework.framework/Electron Framework';
  const contents = join(folder, 'Electron.app/Contents');
  write(contents, {
    'Info.plist': plist('Electron'),
    'MacOS/Electron': '',
    [`${helper}/Info.plist`]: plist('Electron Helper'),
    [`${helper}/MacOS/Electron Helper`]: '',
    [framework]: WIRE,
    'Resources/electron.icns': '',
  });
  write(folder, BESIDE);
  const renamed = 'Frameworks/Forecourt Helper.app/Contents';
  return ['Info.plist', 'MacOS/Forecourt', `${renamed}/Info.plist`, `${renamed}/MacOS/Forecourt Helper`, framework];
}

function write(folder: string, files: Record<string, string | Buffer>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
