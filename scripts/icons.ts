// Draws every icon from the one drawing, renderer/ui/icon.svg: those of the installers, and those that the app shows.
// Usage: npm run icons
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { ICNS_KINDS, icns, ico, type Picture } from './icons-containers.ts';
import { APP_ICON, MAC_ICON, overlay, TRAY_STATES, type TrayState, trayIcon, trayTemplate } from './icons-drawings.ts';

const root = join(import.meta.dirname, '..');
/** For electron-builder; not in the package as such. */
const INSTALLER = join(root, 'scripts/package/icons');
/** Shown by the running app; the path is the same in the package. */
const APP = join(root, 'electron/desktop/icons');

const WINDOWS_SIDES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const TRAY_SIDES = [16, 20, 24, 32, 40, 48, 64];
const LINUX_SIDES = [16, 24, 32, 48, 64, 128, 256, 512];
/** Sides of the pictures that come with a second one for screens of double density. */
const MENU_BAR_SIDE = 16;
const LINUX_TRAY_SIDE = 32;
const OVERLAY_SIDE = 16;

const TRAY_NAMES: Record<TrayState, { file: string; template: string }> = {
  calm: { file: 'tray', template: 'trayTemplate' },
  attention: { file: 'tray-attention', template: 'trayAttentionTemplate' },
  trouble: { file: 'tray-trouble', template: 'trayTroubleTemplate' },
};

const font = join(
  root,
  'node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
);
const STYLE = `<style>
  @font-face { font-family: Plate; font-weight: 100 800; src: url(data:font/woff2;base64,${readFileSync(font, 'base64')}); }
  html, body { margin: 0; background: none } svg { display: block }
</style>`;

function write(path: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

async function draw(page: Page, svg: string, side: number): Promise<Buffer> {
  await page.setViewportSize({ width: side, height: side });
  await page.setContent(`${STYLE}${svg}`);
  await page.evaluate(() => document.fonts.ready);
  return page.screenshot({ omitBackground: true });
}

async function drawSides(page: Page, svg: string, sides: readonly number[]): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const side of sides) pictures.push({ side, png: await draw(page, svg, side) });
  return pictures;
}

/** Electron takes the second file by its name on screens of double density. */
async function writeTwice(page: Page, name: string, svg: string, side: number): Promise<void> {
  write(join(APP, `${name}.png`), await draw(page, svg, side));
  write(join(APP, `${name}@2x.png`), await draw(page, svg, 2 * side));
}

async function drawInstallerIcons(page: Page): Promise<void> {
  write(join(INSTALLER, 'icon.ico'), ico(await drawSides(page, APP_ICON, WINDOWS_SIDES)));
  const macSides = [...new Set(ICNS_KINDS.map(([, side]) => side))];
  write(join(INSTALLER, 'icon.icns'), icns(await drawSides(page, MAC_ICON, macSides)));
  for (const { side, png } of await drawSides(page, APP_ICON, LINUX_SIDES)) {
    write(join(INSTALLER, `linux/${side}x${side}.png`), png);
  }
}

async function drawAppIcons(page: Page): Promise<void> {
  write(join(APP, 'app.png'), await draw(page, APP_ICON, 256));
  for (const state of TRAY_STATES) {
    const { file, template } = TRAY_NAMES[state];
    write(join(APP, `${file}.ico`), ico(await drawSides(page, trayIcon(state), TRAY_SIDES)));
    await writeTwice(page, file, trayIcon(state), LINUX_TRAY_SIDE);
    await writeTwice(page, template, trayTemplate(state), MENU_BAR_SIDE);
  }
  for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    await writeTwice(page, `overlay-${count}`, overlay(String(count)), OVERLAY_SIDE);
  }
  await writeTwice(page, 'overlay-many', overlay('9+'), OVERLAY_SIDE);
  await writeTwice(page, 'overlay-trouble', overlay('!'), OVERLAY_SIDE);
}

const { browser, close } = await launchBrowser();
try {
  const page = await browser.newPage();
  for (const folder of [INSTALLER, APP]) rmSync(folder, { recursive: true, force: true });
  await drawInstallerIcons(page);
  await drawAppIcons(page);
} finally {
  await close();
}
