import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { DesktopState, ScreenView } from '../../shared/desktop.ts';
import { DEFAULT_DESKTOP_SETTINGS, type WallWindowSettings } from '../../shared/desktop-settings.ts';
import type { TestStation } from '../support/station.ts';
import { eventually, live, oneBrowser, openAt, stationForTest } from './desk.ts';
import { type FakeDesktop, openInDesktop } from './fake-desktop.ts';

const browser = oneBrowser();
const FULL_HD = { width: 1_920, height: 1_080 };
const MAIN: ScreenView = { id: 1, label: '', x: 0, y: 0, ...FULL_HD, isPrimary: true, pixels: FULL_HD };
const DELL: ScreenView = {
  ...MAIN,
  id: 2,
  label: 'DELL U2720Q',
  x: -1_920,
  isPrimary: false,
  pixels: { width: 3_840, height: 2_160 },
};
const { pixels: _, ...DELL_IDENTITY } = DELL;

const section = (page: Page): Locator => page.locator('[data-section="wall"]');
const withWall = (wall: WallWindowSettings): Pick<DesktopState, 'settings'> => ({
  settings: { ...DEFAULT_DESKTOP_SETTINGS, wall },
});

async function openInApp(state: Partial<DesktopState>): Promise<FakeDesktop & { station: TestStation }> {
  const station = await stationForTest();
  const desktop = await openInDesktop(browser(), station, { screens: [MAIN, DELL], ...state });
  await live(desktop.page).waitFor();
  await desktop.openSettings();
  await section(desktop.page).waitFor();
  return { ...desktop, station };
}

describe('the wall in the settings of the desktop app', () => {
  test('is switched on, and is said to be shown', async () => {
    const { page, called, setState } = await openInApp({});
    await section(page).getByRole('switch', { name: 'On a screen of this PC' }).click();
    await called('changeSettings', { ...DEFAULT_DESKTOP_SETTINGS, wall: { isOn: true, screen: null } });
    await setState({ ...withWall({ isOn: true, screen: DELL_IDENTITY }), wall: { state: 'shown', screen: 2 } });
    await section(page).getByText('Shown on DELL U2720Q, 3840 × 2160, left.').waitFor();
  });

  test('goes to the screen that is chosen by its name, size and place', async () => {
    const { page, called } = await openInApp({});
    const screens = section(page).getByLabel('Screen', { exact: true });
    expect(await screens.locator('option').allInnerTexts()).toEqual([
      'The second screen',
      'Screen 1, 1920 × 1080, main screen',
      'DELL U2720Q, 3840 × 2160, left',
    ]);
    await screens.selectOption({ label: 'DELL U2720Q, 3840 × 2160, left' });
    await called('changeSettings', { ...DEFAULT_DESKTOP_SETTINGS, wall: { isOn: false, screen: DELL_IDENTITY } });
    await screens.selectOption({ label: 'The second screen' });
    await called('changeSettings', { ...DEFAULT_DESKTOP_SETTINGS, wall: { isOn: false, screen: null } });
  });

  test('names the screen that it waits for, and shows another choice', async () => {
    const { page } = await openInApp({
      ...withWall({ isOn: true, screen: DELL_IDENTITY }),
      screens: [MAIN],
      wall: { state: 'waiting' },
    });
    await section(page).getByText('Waiting for DELL U2720Q').waitFor();
    const screens = section(page).getByLabel('Screen', { exact: true });
    expect(await screens.locator('option:checked').innerText()).toBe('DELL U2720Q, not connected');
    expect(await screens.locator('option').allInnerTexts()).toContain('Screen 1, 1920 × 1080, main screen');
  });

  test('says what to do when there is one screen only, and what it means to choose that', async () => {
    const { page, setState } = await openInApp({
      ...withWall({ isOn: true, screen: null }),
      screens: [MAIN],
      wall: { state: 'waiting' },
    });
    await section(page).getByText('Waiting for a second screen').waitFor();
    const { pixels: __, ...main } = MAIN;
    await setState({ ...withWall({ isOn: true, screen: main }), wall: { state: 'shown', screen: 1 } });
    await section(page).getByText('This is the main screen, so the wall covers the board').waitFor();
  });

  test('says that the app has refused', async () => {
    const { page, refuse } = await openInApp({});
    await refuse('changeSettings');
    const onScreen = section(page).getByRole('switch', { name: 'On a screen of this PC' });
    await onScreen.click();
    await section(page).getByText('The desktop app could not do this').waitFor();
    expect(await onScreen.isChecked()).toBe(false);
  });
});

describe('the wall in the settings of a browser', () => {
  async function openInBrowser(): Promise<{ page: Page; station: TestStation }> {
    const station = await stationForTest();
    const page = await openAt(browser(), station, '/?page=settings');
    await section(page).waitFor();
    return { page, station };
  }

  test('hides plates and photos for every wall of the shop', async () => {
    const { page, station } = await openInBrowser();
    const wall = async () => (await station.client.settings.get()).wall;
    expect(await section(page).getByText('A photo may show a plate whole').count()).toBe(0);
    await section(page).getByRole('switch', { name: 'Hide the middle of plates' }).click();
    await eventually(wall, 'plates').toEqual({ plates: 'masked', photos: true });
    await section(page).getByText('A photo may show a plate whole').waitFor();
    await section(page).getByRole('switch', { name: 'Photos of damage' }).click();
    await eventually(wall, 'photos').toEqual({ plates: 'masked', photos: false });
    await section(page).getByText('A photo may show a plate whole').waitFor({ state: 'detached' });
  });

  test('gives the address of the wall, and knows no screens of a PC', async () => {
    const { page, station } = await openInBrowser();
    const address = await section(page).getByLabel('Address of the wall').inputValue();
    expect(address).toBe(new URL('/wall.html', station.board).href);
    expect(await section(page).getByText('On a screen of this PC').count()).toBe(0);
    await page.goto(address);
    await page.getByText('No vehicle waiting').waitFor();
  });
});
