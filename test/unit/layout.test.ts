import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

type Import = { file: string; from: string };
type Source = { file: string; text: string };

const FOLDERS = ['electron', 'renderer', 'shared', 'test', 'scripts'];
const sources: Source[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((file) => /\.(ts|tsx|js|mjs|cjs)$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') })),
);

const IMPORT =
  /(?:^|[;\n])\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports: a package or built-in by its name, a file of ours by its path from the root. */
function importsOf({ file, text }: Source): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const name = match.slice(1).find((part) => part !== undefined) ?? '';
    const from = name.startsWith('.')
      ? relative(root, join(root, dirname(file), name))
          .replaceAll('\\', '/')
          .replace(/\?\w+$/, '')
      : name;
    return { file, from };
  });
}

const imports = sources.flatMap(importsOf);

/** The imports of the files that `where` describes, other than the allowed ones. */
function others(where: RegExp, allowed: RegExp): string[] {
  const found = imports.filter(({ file }) => where.test(file));
  // A rule about no file at all would always hold.
  expect(sources.some(({ file }) => where.test(file))).toBe(true);
  return found.filter(({ from }) => !allowed.test(from)).map(({ file, from }) => `${file} imports ${from}`);
}

describe('the reading of imports', () => {
  test.each([
    ["import { a } from 'x';", 'x'],
    ["import x from 'x';\n", 'x'],
    ["import type { A } from 'x';", 'x'],
    ["import {\n  a,\n  b,\n} from 'x';", 'x'],
    ["import 'x';", 'x'],
    ["export { a } from 'x';", 'x'],
    ["export * from 'x';", 'x'],
    ["const a = await import('x');", 'x'],
    ["const a = require('x');", 'x'],
    ["import sql from './migrations/1.sql?raw';", 'shared/migrations/1.sql'],
    ["import { a } from '../electron/station/x.ts';", 'electron/station/x.ts'],
  ])('%s', (text, from) => {
    expect(importsOf({ file: 'shared/file.ts', text })).toEqual([{ file: 'shared/file.ts', from }]);
  });

  test('finds those of this project', () => {
    expect(imports.length).toBeGreaterThan(300);
    expect(imports).toContainEqual({
      file: 'electron/station/store/migrations.ts',
      from: 'electron/station/store/migrations/001-initial.sql',
    });
  });
});

describe('the path of a file tells what it may import:', () => {
  test('shared/ only zod, @orpc/contract and itself', () => {
    expect(others(/^shared\//, /^(zod|@orpc\/contract|shared\/.+)$/)).toEqual([]);
  });

  test('renderer/ nothing of Node, Electron or the station', () => {
    expect(
      others(/^renderer\//, /^(?!node:|electron($|\/)|fs$|path$|better-sqlite3|fastify|pino|@orpc\/server|test\/)/),
    ).toEqual([]);
  });

  test('electron/station/ and electron/simulator/ nothing of Electron, of the page, or of the program around them', () => {
    const allowed =
      /^(?!electron$|electron\/(?!station\/|simulator\/|custody\/|relay\/(names|connect)\.ts$)|renderer\/|test\/)/;
    expect(others(/^electron\/(station|simulator)\//, allowed)).toEqual([]);
  });

  test('electron/relay/names.ts and connect.ts, which desks share with it, nothing of relay or station', () => {
    expect(others(/^electron\/relay\/(names|connect)\.ts$/, /^(shared\/|node:|@nats-io\/transport-node$)/)).toEqual([]);
  });

  test('electron/station/ nothing of the simulator that plays against it', () => {
    expect(others(/^electron\/station\//, /^(?!electron\/simulator\/)/)).toEqual([]);
  });

  test('electron/simulator/ of the station only its protocol', () => {
    expect(others(/^electron\/simulator\//, /^(?!electron\/station\/(?!autox3\/))/)).toEqual([]);
  });

  test("'electron' only main.ts, preload.ts and desktop/", () => {
    const elsewhere = /^(electron\/(?!(main|preload)\.ts$|desktop\/)|renderer\/|shared\/|test\/(?!desktop\/))/;
    expect(others(elsewhere, /^(?!electron$)/)).toEqual([]);
  });

  test('electron/desktop/ and main.ts of the station only its files: receiver, store and board have a process of their own', () => {
    const files = 'json-file|secrets|user-error';
    const allowed = new RegExp(`^(?!electron/(station/(?!(${files})\\.ts$)|simulator/|headless))`);
    expect(others(/^electron\/(desktop\/|main\.ts$)/, allowed)).toEqual([]);
  });

  test('electron/custody/ only itself, shared/, the protocol of AutoX3, zod, node:crypto and node:zlib: neither network nor database', () => {
    const allowed = /^(electron\/custody\/|electron\/station\/autox3\/|shared\/|zod$|node:(crypto|zlib)$)/;
    expect(others(/^electron\/custody\//, allowed)).toEqual([]);
  });

  test('electron/verify*.ts only what checks, words, files and the command line', () => {
    const allowed =
      /^(electron\/custody\/|electron\/verify[\w-]*\.ts$|electron\/node-version\.ts$|electron\/station\/(autox3\/|export\/words\.ts$)|shared\/|node:(fs|stream|util)(\/|$))/;
    expect(others(/^electron\/verify[\w-]*\.ts$/, allowed)).toEqual([]);
  });

  test('electron/relay.ts and relay/ of the station what judges a message and answers for it: neither database nor board', () => {
    const station = 'station/((autox3|intake|receiver)/|(?!station\\.ts)[\\w-]+\\.ts$)';
    const own = `relay[/.]|(command-line|node-version|on-signal)\\.ts$|${station}`;
    const allowed = new RegExp(`^(?!electron$|better-sqlite3$|fastify$|renderer/|electron/(?!${own}))`);
    expect(others(/^electron\/relay(\/|\.ts$)/, allowed)).toEqual([]);
  });

  test('electron/headless*.ts and demo.ts nothing of the desktop app', () => {
    expect(
      others(/^electron\/(headless[\w-]*|demo)\.ts$/, /^(?!electron$|electron\/(desktop|policy|main|preload))/),
    ).toEqual([]);
  });

  test("preload.ts only 'electron' and shared/", () => {
    expect(others(/^electron\/preload\.ts$/, /^(electron$|shared\/)/)).toEqual([]);
  });

  test('electron/policy/ nothing but itself and shared/: its decisions are pure', () => {
    expect(others(/^electron\/policy\//, /^(electron\/policy\/|shared\/)/)).toEqual([]);
  });

  test('electron/station/autox3/ only itself, shared/, node:crypto and node:buffer', () => {
    expect(
      others(/^electron\/station\/autox3\//, /^(electron\/station\/autox3\/|shared\/|node:crypto$|node:buffer$)/),
    ).toEqual([]);
  });

  test('better-sqlite3 only electron/station/store/', () => {
    expect(others(/^(electron\/(?!station\/store\/)|renderer\/|shared\/)/, /^(?!better-sqlite3)/)).toEqual([]);
  });

  test('fastify only electron/station/receiver/, board/ and what wires them', () => {
    const elsewhere = /^(electron\/(?!station\/(receiver\/|board\/|station\.ts$))|renderer\/|shared\/)/;
    expect(others(elsewhere, /^(?!fastify|@fastify\/)/)).toEqual([]);
  });

  test('what is shipped nothing of test/', () => {
    expect(others(/^(electron|renderer|shared)\//, /^(?!test\/)/)).toEqual([]);
  });

  test('built-in modules by their node: names', () => {
    expect(
      others(/./, /^(?!(fs|path|os|crypto|http|https|net|url|util|stream|child_process|events|buffer)(\/|$))/),
    ).toEqual([]);
  });
});

/** The lines of the files that `where` describes that hold `pattern`, comments apart. */
function lines(where: RegExp, pattern: RegExp): string[] {
  const files = sources.filter(({ file }) => where.test(file));
  expect(files).not.toEqual([]);
  return files.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line) && pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
}

test('SQL is in electron/station/store/ alone', () => {
  const sql =
    /\.(prepare|pragma)\(|\b(SELECT .+ FROM|INSERT (OR \w+ )?INTO|DELETE FROM|CREATE (TABLE|INDEX)|UPDATE \w+ SET)\b/;
  expect(lines(/^electron\/station\/store\//, sql)).not.toEqual([]);
  expect(lines(/^(electron\/(?!station\/store\/)|renderer\/|shared\/)/, sql)).toEqual([]);
});

test('what a program says that a test starts is looked through in the end', () => {
  // The station of the stand-in speaks to the app, which logs what it hears; the benchmarks are no tests.
  const others = /^test\/(?!bench\/|desktop\/stand-in\/)/;
  const starts = sources.filter(({ file, text }) => others.test(file) && /[^.\w]spawn\(/.test(text));
  expect(starts.length).toBeGreaterThan(5);
  expect(starts.filter(({ text }) => !/\brecordOutput\(/.test(text)).map(({ file }) => file)).toEqual([]);
});

test('process.parentPort is touched in one place', () => {
  const places = sources.filter(
    ({ file, text }) => /^(electron|renderer|shared)\//.test(file) && /\bparentPort\b/.test(text),
  );
  expect(places.map(({ file }) => file)).toEqual(['electron/station/process.ts']);
});

test('nothing is exported by default', () => {
  expect(lines(/^(electron|renderer|shared|scripts|test)\//, /^\s*export default\b|\bas default\b/)).toEqual([]);
});

test('no file or folder is called for nothing, or is a barrel', () => {
  const named = sources.filter(({ file }) => /(^|\/)(utils?|helpers?|common|misc|index)(\/|\.\w+$)/i.test(file));
  expect(named.map(({ file }) => file)).toEqual([]);
});

test('files are in kebab-case, components in PascalCase, texts called by their language', () => {
  const name = /^([a-z0-9]+(-[a-z0-9]+)*(\.\w+)*\.(ts|js|tsx)|[A-Z][A-Za-z0-9]*\.tsx|[a-z]{2}(-[A-Z]{2})?\.ts)$/;
  expect(sources.map(({ file }) => file).filter((file) => !name.test(file.split('/').at(-1) ?? ''))).toEqual([]);
});
