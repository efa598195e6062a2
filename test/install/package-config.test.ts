import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import scheme from 'app-builder-lib/scheme.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { readConfig } from './package-config.ts';

const root = join(import.meta.dirname, '../..');
const config = await readConfig();

test('every fuse that electron-builder knows is stated', () => {
  const known = Object.keys(scheme.definitions.FuseOptionsV1.properties);
  expect(known).toContain('onlyLoadAppFromAsar');
  expect(Object.keys(config.electronFuses ?? {}).sort()).toEqual(known.sort());
});

test('each fuse is set to the safer side', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: false,
  });
});

test.each([
  ['win', ['nsis']],
  ['mac', ['dmg', 'zip']],
  ['linux', ['AppImage', 'deb']],
] as const)('%s has its installers, each for both processors', (system, names) => {
  expect(config[system]?.target).toEqual(names.map((target) => ({ target, arch: ['x64', 'arm64'] })));
});

test('native modules are taken as they come, and no feed is set for good', () => {
  expect(config).toMatchObject({ npmRebuild: false, nodeGypRebuild: false, asar: true, publish: null });
});

test('Windows installs for the user alone, with a shortcut in the start menu', () => {
  expect(config.nsis).toMatchObject({
    oneClick: false,
    perMachine: false,
    allowElevation: false,
    createStartMenuShortcut: true,
  });
});

test('files are named by version, system and processor, so that no two overwrite each other', () => {
  for (const macro of ['version', 'os', 'arch', 'ext']) expect(config.artifactName).toContain(`\${${macro}}`);
});

test('macOS is hardened, with the one exception that scripts need', () => {
  expect(config.mac).toMatchObject({ hardenedRuntime: true });
  for (const path of [config.mac?.entitlements, config.mac?.entitlementsInherit]) {
    const entitlements = readFileSync(join(root, path ?? ''), 'utf8');
    expect([...entitlements.matchAll(/<key>(.+)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  }
});

test('no certificate, password or key is written down', () => {
  const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  expect(text).not.toMatch(/csc\w*:|certificate\w*:|password|apple\w+:|teamId/i);
});

/** The lines of the macro that the uninstaller calls, comments apart. */
function uninstaller(): string[] {
  const text = readFileSync(join(root, config.nsis?.include ?? ''), 'utf8');
  const macro = /!macro customUnInstall\n(.*?)!macroend/s.exec(text)?.[1] ?? '';
  return macro
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

test('the uninstaller does nothing of its own during an update', () => {
  const lines = uninstaller();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: NSIS writes its macros so.
  expect(lines.at(0)).toBe('${ifNot} ${isUpdated}');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the same.
  expect(lines.at(-1)).toBe('${endif}');
});

test('the uninstaller deletes data only after a question whose default, and silent answer, is No', () => {
  const lines = uninstaller();
  const question = lines.findIndex((line) => line.startsWith('MessageBox'));
  const kept = lines.indexOf('forecourtKeepData:');
  expect(lines[question]).toMatch(/MB_YESNO\b.*MB_DEFBUTTON2\b.* \/SD IDNO IDNO forecourtKeepData$/);
  const deletions = lines.flatMap((line, index) => (/"\$(LOCALAPPDATA|APPDATA)\\Forecourt"/.test(line) ? [index] : []));
  expect(deletions).toHaveLength(2);
  expect(deletions.every((index) => index > question && index < kept)).toBe(true);
});

/** Side in pixels of a PNG: https://www.w3.org/TR/png-3/#11IHDR */
function side(png: Buffer): number {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(png.readUInt32BE(20));
  return png.readUInt32BE(16);
}

/** The sides of the PNGs in a Windows icon, each checked against what the icon says of it. */
function icoSides(path: string): number[] {
  const icon = readFileSync(join(root, path));
  return Array.from({ length: icon.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const start = icon.readUInt32LE(at + 12);
    const found = side(icon.subarray(start, start + icon.readUInt32LE(at + 8)));
    expect(icon[at]).toBe(found % 256);
    return found;
  });
}

/** The sides of the PNGs in a macOS icon, whose parts must fill it to its end. */
function icnsSides(path: string): number[] {
  const icon = readFileSync(join(root, path));
  expect(icon.readUInt32BE(4)).toBe(icon.length);
  const sides: number[] = [];
  for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) sides.push(side(icon.subarray(at + 8)));
  return sides;
}

test('the icons of the installers hold every size that their system asks for', () => {
  expect(icoSides('scripts/package/icons/icon.ico')).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  expect(icnsSides('scripts/package/icons/icon.icns')).toEqual([32, 64, 128, 256, 256, 512, 512, 1024]);
  const linux = readdirSync(join(root, 'scripts/package/icons/linux'));
  for (const name of linux) {
    expect(`${side(readFileSync(join(root, 'scripts/package/icons/linux', name)))}`).toBe(name.split('x')[0]);
  }
  expect(linux).toContain('512x512.png');
});

test('every picture of the running app for dense screens has twice the size of its plain one', () => {
  const icons = join(root, 'electron/desktop/icons');
  const dense = readdirSync(icons).filter((name) => name.endsWith('@2x.png'));
  expect(dense).toHaveLength(17);
  for (const name of dense) {
    const plain = side(readFileSync(join(icons, name.replace('@2x', ''))));
    expect(side(readFileSync(join(icons, name))), name).toBe(2 * plain);
  }
  for (const name of ['tray.ico', 'tray-attention.ico', 'tray-trouble.ico']) {
    expect(icoSides(`electron/desktop/icons/${name}`)).toContain(16);
  }
});
