import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll, extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/station.ts';
import type { System } from './electron-stub.ts';
import { readConfig } from './package-config.ts';
import { filesIn, makePackages, type Package, type Processor } from './package-made.ts';

const root = join(import.meta.dirname, '../..');
const MEGABYTE = 1024 * 1024;
const THIS_PC = `${process.platform}-${process.arch}`;

/** What main and the system start by name; everything else in `dist/electron` must be imported by one of them. */
const PROGRAMS = ['main.js', 'station.js', 'data-worker.js', 'preload.cjs'];

/** What the package holds of it: patterns, with how many files have such a name. */
const BETTER_SQLITE3: [RegExp, number][] = [
  [/^node_modules\/better-sqlite3\/(package\.json|LICENSE)$/, 2],
  [/^node_modules\/better-sqlite3\/lib\/(binding|database|index|sqlite-error|util)\.js$/, 5],
  [/^node_modules\/better-sqlite3\/lib\/methods\/[a-z]+\.js$/, 10],
];

/** Of sharp what every system needs, with the small packages that it imports. */
const SHARP: [RegExp, number][] = [
  [/^node_modules\/sharp\/(package\.json|LICENSE)$/, 2],
  [/^node_modules\/sharp\/dist\/[a-z]+\.mjs$/, 13],
  [/^node_modules\/@img\/colour\/(package\.json|LICENSE\.md|(color|index)\.cjs)$/, 4],
  [/^node_modules\/detect-libc\/(package\.json|LICENSE|lib\/[a-z-]+\.js)$/, 6],
  [/^node_modules\/semver\/(package\.json|LICENSE|range\.bnf|([a-z]+\/)?[a-z-]+\.js)$/, 53],
];

/** Of ngrok what every system needs. */
const NGROK: [RegExp, number][] = [
  [/^node_modules\/@ngrok\/ngrok\/(package\.json|index\.js|LICENSE-(APACHE|MIT))$/, 4],
];

/** Its binary for a system and processor, by the name of its package. */
function ngrokBinary(binary: string): string {
  const build = { win32: '-msvc', linux: '-gnu', darwin: '' }[binary.split('-')[0] ?? ''] ?? '';
  return `node_modules/@ngrok/ngrok-${binary}${build}/ngrok.${binary}${build}.node`;
}

/** Of sharp its binary for a system and processor, with the libvips that it is linked to. */
function sharpBinary(binary: string): [RegExp | string, number][] {
  const sharp = `node_modules/@img/sharp-${binary}`;
  const libvips = `node_modules/@img/sharp-libvips-${binary}`;
  const about = ['LICENSE', 'README.md', 'index.cjs', 'package.json'].map((name) => `${sharp}/${name}`);
  const libraries = sharpLibraries(binary);
  const aboutLibvips = binary.startsWith('win32')
    ? [`${sharp}/versions.json`]
    : ['README.md', 'lib/index.js', 'package.json', 'versions.json'].map((name) => `${libvips}/${name}`);
  return [...about, ...libraries, ...aboutLibvips].map((name) => [name, 1]);
}

/** What the system itself must be able to load. */
function sharpLibraries(binary: string): string[] {
  const version = (name: string): string =>
    JSON.parse(readFileSync(join(root, 'dist/binaries/@img', name, 'package.json'), 'utf8')).version;
  const own = `node_modules/@img/sharp-${binary}/lib`;
  const program = `${own}/sharp-${binary}-${version(`sharp-${binary}`)}.node`;
  if (binary.startsWith('win32')) return [program, `${own}/libvips-42.dll`, `${own}/libvips-cpp-8.18.7.dll`];
  const name = binary.startsWith('darwin') ? 'libvips-cpp.8.18.7.dylib' : 'libvips-cpp.so.8.18.7';
  return [program, `node_modules/@img/sharp-libvips-${binary}/lib/${name}`];
}

const folder = temporaryFolder();
afterAll(() => folder.dispose());

/** The files that a bundle imports, and those that they import; the program itself among them. */
function importedBy(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(join(root, 'dist/electron', name), 'utf8');
  for (const [, other] of text.matchAll(/(?:from|import)\s*\(?\s*"\.\/([\w.-]+\.js)"/g)) importedBy(other ?? '', found);
  return found;
}

/** Every file that must be in app.asar for a system and processor. */
function expectedInAsar(binary: string): [RegExp | string, number][] {
  const bundles = new Set(PROGRAMS.flatMap((name) => [...importedBy(name)]));
  const licences = readdirSync(join(root, 'dist/electron')).filter((name) =>
    /^(main|station|data-worker|preload)-licences\.md$/.test(name),
  );
  const page = filesIn(join(root, 'dist/renderer')).map((name) => `dist/renderer/${name}`);
  const icons = readdirSync(join(root, 'electron/desktop/icons')).map((name) => `electron/desktop/icons/${name}`);
  const files = [
    'package.json',
    'LICENSE',
    ...[...bundles, ...licences].map((name) => `dist/electron/${name}`),
    ...page,
    ...icons,
  ];
  return [
    ...files.map((name): [string, number] => [name, 1]),
    ...BETTER_SQLITE3,
    ...SHARP,
    ...sharpBinary(binary),
    ...NGROK,
    [ngrokBinary(binary), 1],
    [ngrokBinary(binary).replace(/[^/]+$/, 'package.json'), 1],
    [`node_modules/better-sqlite3/prebuilds/${binary}.node`, 1],
  ];
}

/** What differs: files that nothing expects, and expectations with another number of files. */
function differences(files: readonly string[], expected: readonly [RegExp | string, number][]): string[] {
  const matches = (what: RegExp | string, file: string): boolean =>
    typeof what === 'string' ? what === file : what.test(file);
  return [
    ...files.filter((file) => !expected.some(([what]) => matches(what, file))).map((file) => `not expected: ${file}`),
    ...expected
      .map(([what, count]) => ({ what, count, found: files.filter((file) => matches(what, file)).length }))
      .filter(({ count, found }) => count !== found)
      .map(({ what, count, found }) => `${found} instead of ${count}: ${what}`),
  ];
}

// electron-builder packs for macOS on anything but Windows.
const SYSTEMS = (['linux', 'win32', 'darwin'] as const).filter(
  (system) => system !== 'darwin' || process.platform !== 'win32',
);
const CASES = SYSTEMS.flatMap((system) => (['x64', 'arm64'] as const).map((processor) => ({ system, processor })));

const packages: Partial<Record<System, Record<Processor, Package>>> = {};
beforeAll(async () => {
  const all = SYSTEMS.map(async (system) => {
    packages[system] = await makePackages(join(folder.path, system), system);
  });
  await Promise.all(all);
}, 160_000);

/** A package that was made before; throws for one that was not. */
function packageFor(system: System, processor: Processor): Package {
  const made = packages[system]?.[processor];
  if (made === undefined) throw new Error(`nothing was packed for ${system}`);
  return made;
}

describe.each(CASES)('the package for $system on $processor', ({ system, processor }) => {
  const binary = `${system}-${processor}`;

  test('holds exactly what the app needs, and the one fitting binary of each library', () => {
    const made = packageFor(system, processor);
    expect(differences(made.inAsar, expectedInAsar(binary))).toEqual([]);
    const beside = made.beside.map((name) => name.replace(/^[Rr]esources\//, ''));
    const own = system === 'darwin' ? [...made.electronsOwn, 'icon.icns'] : made.electronsOwn;
    const unpacked = [
      `node_modules/better-sqlite3/prebuilds/${binary}.node`,
      ngrokBinary(binary),
      ...sharpLibraries(binary),
    ];
    expect(beside.sort()).toEqual([...own, 'app.asar', ...unpacked.map((name) => `app.asar.unpacked/${name}`)].sort());
  });

  test('has every fuse set as stated', async () => {
    const electronFuses = (await readConfig()).electronFuses ?? {};
    const { version, ...wire } = await getCurrentFuseWire(packageFor(system, processor).program);
    expect(version).toBe('1');
    const stated = Object.entries(FuseV1Options).flatMap(([name, position]) =>
      typeof position === 'number' ? [[position, electronFuses[camelCase(name)]]] : [],
    );
    expect(stated).toHaveLength(8);
    const expected = Object.fromEntries(stated.map(([position, on]) => [position, on ? '1' : '0']));
    const found = Object.entries(wire).map(([position, state]) => [position, String.fromCharCode(Number(state))]);
    // The ninth is left as Electron has it.
    expect(Object.fromEntries(found)).toEqual({ ...expected, 8: '1' });
  });
});

/** electron-builder calls a fuse by Electron's name with a small first letter. */
function camelCase(name: string): keyof NonNullable<Awaited<ReturnType<typeof readConfig>>['electronFuses']> {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}` as ReturnType<typeof camelCase>;
}

describe('the package', () => {
  test('is under 75 MB without Electron', () => {
    const { resources } = packageFor('linux', 'x64');
    const bytes = filesIn(resources).reduce((sum, name) => sum + statSync(join(resources, name)).size, 0);
    expect(bytes).toBeLessThan(75 * MEGABYTE);
    // Libvips, fonts, page and bundles: less than this is a package that lacks some.
    expect(bytes).toBeGreaterThan(25 * MEGABYTE);
  });

  test('holds the bundles as they were built', () => {
    for (const name of PROGRAMS) {
      const built = readFileSync(join(root, 'dist/electron', name));
      expect(extractFile(packageFor('linux', 'x64').asar, `dist/electron/${name}`).equals(built), name).toBe(true);
      expect(built.toString(), name).not.toContain('sourceMappingURL');
    }
  });

  test.runIf(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'].includes(THIS_PC))(
    'holds libraries that open a database, make a picture and could open a tunnel',
    () => {
      const [system, processor] = THIS_PC.split('-') as [System, Processor];
      const unpacked = join(folder.path, 'unpacked');
      extractAll(packageFor(system, processor).asar, unpacked);
      const open = `const Database = require('better-sqlite3'); console.log(new Database(':memory:').prepare('select 6 * 7').pluck().get())`;
      const picture = `import sharp from 'sharp'; const create = { width: 9, height: 9, channels: 3, background: '#fff' };
        console.log((await sharp({ create }).webp().toBuffer()).toString('latin1', 8, 12))`;
      const run = (args: string[]) =>
        spawnSync(process.execPath, args, { cwd: unpacked, encoding: 'utf8', timeout: 30_000 });
      const opened = run(['-e', open]);
      expect(opened, opened.stderr).toMatchObject({ status: 0, stdout: '42\n' });
      const made = run(['--input-type=module', '-e', picture]);
      expect(made, made.stderr).toMatchObject({ status: 0, stdout: 'WEBP\n' });
      const loaded = run(['-e', `import('@ngrok/ngrok').then((ngrok) => console.log(typeof ngrok.SessionBuilder))`]);
      expect(loaded, loaded.stderr).toMatchObject({ status: 0, stdout: 'function\n' });
    },
  );

  test('describes itself without the tools that built it', () => {
    const { name, version, main, dependencies, scripts, devDependencies } = JSON.parse(
      extractFile(packageFor('linux', 'x64').asar, 'package.json').toString(),
    );
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect({ name, version, main, scripts, devDependencies }).toEqual({
      name: 'forecourt',
      version: own.version,
      main: 'dist/electron/main.js',
    });
    expect(Object.keys(dependencies)).toEqual(['@ngrok/ngrok', 'better-sqlite3', 'sharp']);
  });

  test('for Windows carries the hash by which Electron checks the archive', () => {
    const program = NtExecutable.from(readFileSync(packageFor('win32', 'x64').program));
    const { entries } = NtExecutableResource.from(program);
    const integrity = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
    expect(JSON.parse(Buffer.from(integrity?.bin ?? new ArrayBuffer()).toString())).toEqual([
      { file: 'resources\\app.asar', alg: 'SHA256', value: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });
});
