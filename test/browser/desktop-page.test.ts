import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/desktop.ts';
import { DEFAULT_DESKTOP_SETTINGS } from '../../shared/desktop-settings.ts';
import { cardOf, checkIn, eventually, live, oneBrowser, panelOf, stationForTest } from './desk.ts';
import { type FakeDesktop, openInDesktop } from './fake-desktop.ts';
import { shared } from './when-over.ts';

const browser = oneBrowser();

const settingsOf = (page: Page): Locator => page.locator('[data-page="settings"]');
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

async function openSettings(state: Partial<DesktopState> = {}): Promise<FakeDesktop> {
  const desktop = await openInDesktop(browser(), await stationForTest(), state);
  await live(desktop.page).waitFor();
  await desktop.openSettings();
  await settingsOf(desktop.page).waitFor();
  return desktop;
}

describe('the page in the desktop app', () => {
  test('is live over its port, and opens the check-in of a notification, also from the settings', async () => {
    const station = await stationForTest();
    const desktop = await openInDesktop(browser(), station);
    const { page } = desktop;
    await live(page).waitFor();
    const id = await checkIn(station, { plate: 'AB12 CDE' });
    await cardOf(page, id, 'new').waitFor();

    await desktop.openSettings();
    await settingsOf(page).waitFor();
    await desktop.openCheckIn(id);

    await panelOf(page).getByText('AB12 CDE').first().waitFor();
    expect(await settingsOf(page).count()).toBe(0);
    await page.goBack();
    await panelOf(page).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
  });

  test('shows in its settings what belongs to this PC', async () => {
    const { page } = await openSettings();

    const names = await settingsOf(page).getByRole('heading', { level: 3 }).allInnerTexts();
    expect(names).toEqual([
      'Shop',
      'Alerts',
      'This PC',
      'Printing on this PC',
      'Names at this desk',
      'Opening hours',
      'Ages',
      'Warning lights',
      'Damage positions',
      'Photos',
      'Health check reports',
      'Check-in sheet',
      'Keeping and removing',
      'Custody files',
      'Screens and second desks',
      'Wall',
      'Backups',
      'App secret',
      'How AutoX3 reaches this PC',
      'Relay',
      'Callback address',
      'Stores on this desk',
      'How signatures are checked',
      'Access to AutoX3',
      'Clock of the PC',
      'Updates',
      'Data',
    ]);
    expect(await page.getByText('A board in a browser shows').count()).toBe(0);
  });
});

describe('the ring in the head', () => {
  test('is silenced with one click, or for longer, and rings again', async () => {
    const station = await stationForTest();
    const desktop = await openInDesktop(browser(), station);
    const { page } = desktop;
    await live(page).waitFor();
    await page.getByText('All seen').waitFor();
    await checkIn(station);
    await checkIn(station);
    await page.getByText('2 unseen').waitFor();
    expect(await page.getByText('mute 5 min').count()).toBe(0);

    await desktop.setState({ ringing: true });
    await button(page, '2 unseen · mute 5 min').click();
    await desktop.called('mute', 5);
    await page.getByRole('button', { name: /^Muted, (5:00|4:5\d) left/ }).waitFor();
    await page.getByRole('button', { name: /^Muted, 4:5[0-8] left/ }).waitFor();
    await page.getByRole('button', { name: 'ring again' }).click();
    await desktop.called('mute', 0);

    await page.getByRole('button', { name: 'Mute for longer' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['5 minutes', '15 minutes', '60 minutes']);
    await page.getByRole('menuitem', { name: '60 minutes' }).click();
    await desktop.called('mute', 60);
    await page.getByRole('button', { name: /^Muted, (60:00|59:5\d) left/ }).waitFor();
    await desktop.setState({ mutedUntil: null, ringing: false });
    await page.getByText('2 unseen').waitFor();
    expect(await page.getByRole('button', { name: /mute/i }).count()).toBe(0);
  });

  test('says so when the desktop app does not silence it', async () => {
    const desktop = await openInDesktop(browser(), await stationForTest(), { ringing: true });
    await desktop.refuse('mute');

    await button(desktop.page, 'mute 5 min').click();

    await desktop.page.getByRole('alert').getByText('The desktop app could not do this').waitFor();
  });
});

describe('a station that stops', () => {
  const RESTARTING: DesktopState['station'] = { state: 'restarting', since: Date.now() };

  test('is told at once, before the page has lost anything, and with nothing beside it', async () => {
    const station = await stationForTest();
    const desktop = await openInDesktop(browser(), station);
    const { page } = desktop;
    await live(page).waitFor();

    await desktop.setState({ station: RESTARTING });

    await page.getByRole('alert').getByText('The station stopped and is being started again').waitFor();
    await page.getByRole('status').getByText('Stopped, starting again').waitFor();
    expect(await page.getByText('Local only').count()).toBe(0);
    await desktop.setState({ station: { state: 'running' } });
    await page.getByText('Local only').waitFor();
    expect(await page.getByText('The station stopped').count()).toBe(0);
  });

  test('is told once, also when the page has lost its connection, and as a lost connection only when it runs', async () => {
    const station = await stationForTest();
    const desktop = await openInDesktop(browser(), station);
    const { page } = desktop;
    await live(page).waitFor();
    await desktop.setState({ station: RESTARTING });
    await desktop.cut();
    await page.locator('[data-connection="disconnected"]').waitFor({ timeout: 30_000 });

    expect(await page.getByRole('alert').allInnerTexts()).toEqual([expect.stringContaining('The station stopped')]);
    await desktop.setState({ station: { state: 'starting' } });
    await page.getByRole('status').getByText('Starting…').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await desktop.setState({ station: { state: 'running' } });
    await page.getByRole('alert').getByText('Not connected since').waitFor();
  });

  test('again and again is told with what it said as plain text, when it is tried again, and what can be done', async () => {
    const desktop = await openInDesktop(browser(), await stationForTest());
    const { page } = desktop;
    await live(page).waitFor();
    const said = 'Another program uses port 8790.\n<b>Close it</b> or choose another.';
    await desktop.setState({
      station: { state: 'failing', since: Date.now() - 60_000, said, nextTryAt: Date.now() + 42_000 },
    });

    await page.getByRole('alert').getByText('The station cannot run, so no check-in has been received since').waitFor();
    expect(await page.getByText('Another program uses port').innerText()).toBe(said);
    await page.getByText(/^Tried again by itself in 0:(4[0-2]|3\d)$/).waitFor();
    for (const [name, call] of [
      ['Try again', 'retryStation'],
      ['Open the log', 'openLog'],
      ['Open the folder', 'openDataFolder'],
    ] as const) {
      await button(page, name).click();
      await desktop.called(call);
    }
    await desktop.refuse('openLog');
    await button(page, 'Open the log').click();
    await page.getByText('The desktop app could not do this').waitFor();
    await desktop.setState({ station: { state: 'failing', since: 0, said: null, nextTryAt: Date.now() - 1 } });
    await page.getByText('Trying again now…').waitFor();
    await page.getByText('It ended without a word').waitFor();
  });

  test('before the board has ever been shown is told in its place', async () => {
    const desktop = await openInDesktop(
      browser(),
      { ...(await stationForTest()), connectPage() {} },
      {
        station: { state: 'failing', since: Date.now(), said: 'No room', nextTryAt: Date.now() + 10_000 },
      },
    );
    const { page } = desktop;

    await page.locator('[data-alone]').getByText('No room').waitFor();
    expect(await page.getByText('The station cannot run').count()).toBe(1);
    await desktop.openSettings();
    await settingsOf(page).getByRole('button', { name: 'Open the folder' }).click();
    await desktop.called('openDataFolder');
    await settingsOf(page).getByText('There is no connection to the station').first().waitFor();
    await desktop.setState({ station: { state: 'working', what: 'updating', since: Date.now() } });
    await page.getByRole('alert').getByText('The data are being updated for this version').waitFor();
    await page.getByRole('status').getByText('Preparing the data…').first().waitFor();
  });
});

describe('the settings of this PC', () => {
  test('change the volume with the keys of the slider, and play the ring', async () => {
    const desktop = await openSettings();
    const { page } = desktop;
    const slider = page.getByRole('slider', { name: 'Volume of the ring' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('80 %');

    await slider.focus();
    await page.keyboard.press('ArrowRight');

    await desktop.called('changeSettings', { ...DEFAULT_DESKTOP_SETTINGS, volume: 0.85 });
    await page.getByText('85 %').waitFor();
    await page.keyboard.press('Home');
    await page.getByText('At 0 nothing is heard on this PC').waitFor();
    await button(page, 'Test the sound').click();
    await desktop.called('testRing');
    await page.getByRole('status').getByText('Played. If you heard nothing').waitFor();
    await desktop.refuse('testRing');
    await button(page, 'Test the sound').click();
    await page.getByRole('alert').getByText('The sound could not be played').waitFor();
  });

  test('are busy while a sound is tested, and take no second click', async () => {
    const desktop = await openSettings();
    await desktop.hold('testRing');
    const test = button(desktop.page, 'Test the sound');

    await test.click();
    await eventually(() => test.getAttribute('aria-busy')).toBe('true');
    await test.click({ force: true });

    expect((await desktop.calls()).filter(([name]) => name === 'testRing')).toHaveLength(1);
  });

  test('go back when the desktop app does not take them, with a sentence', async () => {
    const desktop = await openSettings();
    const { page } = desktop;
    await desktop.refuse('changeSettings', 'setStartAtLogin');

    await page.getByLabel('Language of tray and notifications').selectOption('简体中文');
    await page.getByRole('alert').getByText('The desktop app could not do this').waitFor();
    expect(await page.getByLabel('Language of tray and notifications').inputValue()).toBe('auto');
    await page.getByRole('switch', { name: 'Start at login' }).click();
    await eventually(() => page.getByRole('alert').count()).toBe(2);
    expect(await page.getByRole('switch', { name: 'Start at login' }).isChecked()).toBe(true);
  });

  test('do not flicker back while the desktop app takes its time to tell', async () => {
    const desktop = await openSettings();
    const { page } = desktop;
    const changes = (): Promise<boolean[]> =>
      page.evaluate(async () => {
        const control = document.querySelector<HTMLInputElement>('[data-section="this-pc"] [role="switch"]');
        const seen: boolean[] = [];
        const look = (): void => {
          if (control !== null && control.checked !== seen.at(-1)) seen.push(control.checked);
        };
        look();
        control?.click();
        for (let frame = 0; frame < 60; frame++) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          look();
        }
        return seen;
      });

    expect(await changes()).toEqual([true, false]);
    await desktop.hold('changeSettings');
    await page.getByLabel('Language of tray and notifications').selectOption('English');
    await desktop.called('changeSettings', { ...DEFAULT_DESKTOP_SETTINGS, language: 'en' });
    expect(await page.getByLabel('Language of tray and notifications').inputValue()).toBe('en');
    expect(await page.getByRole('switch', { name: 'Start at login' }).isChecked()).toBe(false);
  });

  test('silence the ring for a while, count down, and let it ring again', async () => {
    const desktop = await openSettings();
    const settings = settingsOf(desktop.page);

    await button(desktop.page, '15 min').click();
    await desktop.called('mute', 15);
    await settings.getByText(/^Muted, 14:5\d left$/).waitFor();
    await settings.getByRole('button', { name: 'Ring again' }).click();
    await desktop.called('mute', 0);
    await button(desktop.page, '15 min').waitFor();
  });

  test('test notifications, and name the remedy when the system holds them back', async () => {
    const desktop = await openSettings();
    const { page } = desktop;
    await button(page, 'Send a test').click();
    await desktop.called('testNotification');
    await page.getByRole('status').getByText('Sent. If none appears').waitFor();

    await desktop.setState({ notifications: { state: 'off', why: 'refused' } });
    await page.getByText('this system does not let Forecourt show notifications').waitFor();
    await button(page, 'Open the settings of the system').click();
    await desktop.called('openNotificationSettings');
    await desktop.setState({ notifications: { state: 'off', why: 'unsupported' } });
    await page.getByText('this system has no notifications').waitFor();
    expect(await button(page, 'Send a test').count()).toBe(0);
  });

  test('start at login, say that this is after the login, and what is missed without', async () => {
    const desktop = await openSettings();
    const { page } = desktop;
    await page.getByText('It starts when somebody has logged in to this PC, not before').waitFor();

    await page.getByRole('switch', { name: 'Start at login' }).click();

    await desktop.called('setStartAtLogin', false);
    await page.getByText('Off: after a restart of this PC nothing is received').waitFor();
  });

  test('say what to do where the system starts nothing at login', async () => {
    const { page } = await openSettings({ login: 'unsupported' });

    await page.getByText('This system offers no way to it').waitFor();
    expect(await page.getByRole('switch', { name: 'Start at login' }).count()).toBe(0);
  });

  test('show where the data is, and open it', async () => {
    const desktop = await openSettings({ dataFolder: 'C:\\Data <b>' });
    const { page } = desktop;

    await page.getByText('C:\\Data <b>', { exact: true }).waitFor();
    await button(page, 'Open the folder').click();
    await desktop.called('openDataFolder');
    await button(page, 'Open the log').click();
    await desktop.called('openLog');
  });
});

describe('updates', () => {
  const when = new Date(Date.now() - 60_000).getTime();
  const opened = shared(openSettings);

  test.each([
    ['from the sources', { state: 'off', why: 'not-packaged' }, 'This copy runs from its sources', null],
    ['without a feed', { state: 'off', why: 'no-feed' }, 'names no place to get updates from', null],
    ['never looked for', { state: 'idle', checkedAt: null }, 'Not checked yet', 'Check now'],
    ['none newer', { state: 'idle', checkedAt: when }, 'This is the newest version, as of', 'Check now'],
    ['being looked for', { state: 'checking' }, 'Looking for a newer version', 'Check now'],
    [
      'on the way',
      { state: 'downloading', version: '0.2.0', percent: 41.7 },
      '0.2.0 is being downloaded: 41 %',
      'Check now',
    ],
    ['ready', { state: 'ready', version: '0.2.0', notes: null }, 'is installed at 20:00 by itself', 'Install now'],
    ['not reached', { state: 'failed', why: 'no-connection', checkedAt: when }, 'could not be reached', 'Check now'],
    ['not understood', { state: 'failed', why: 'bad-feed', checkedAt: when }, 'makes no sense', 'Check now'],
    ['not from us', { state: 'failed', why: 'bad-package', checkedAt: when }, 'damaged or not from us', 'Check now'],
    ['failed', { state: 'failed', why: 'other', checkedAt: when }, 'The update failed', 'Check now'],
  ] satisfies [string, DesktopState['updates'], string, string | null][])(
    '%s are said in words, with the one thing to do',
    async (_what, updates, sentence, action) => {
      const { page, setState } = opened();
      const section = settingsOf(page).getByRole('region', { name: 'Updates' });

      await setState({ updates });

      await section.getByText(sentence).waitFor();
      expect(await section.getByRole('button').allInnerTexts()).toEqual(action === null ? [] : [action]);
      expect(await section.getByRole('radio').count()).toBe(action === null ? 0 : 2);
    },
  );

  test('are looked for and installed when asked, with what is new as plain text', async () => {
    const desktop = opened();
    const { page } = desktop;
    await desktop.setState({ updates: { state: 'idle', checkedAt: null } });
    await button(page, 'Check now').click();
    await desktop.called('checkForUpdates');

    await desktop.setState({
      updates: { state: 'ready', version: '0.2.0', notes: 'Faster <img src=x onerror=alert(1)>' },
    });
    await page.getByText('What is new in 0.2.0').click();
    await page.getByText('Faster <img src=x onerror=alert(1)>', { exact: true }).waitFor();
    await button(page, 'Install now').click();
    await desktop.called('installUpdate');
  });

  test('are installed at a time, or only when asked', async () => {
    const desktop = opened();
    const { page } = desktop;
    await desktop.setState({ updates: { state: 'idle', checkedAt: null } });

    await page.getByLabel('Time', { exact: true }).fill('21:30');
    await desktop.called('changeSettings', { ...DEFAULT_DESKTOP_SETTINGS, updates: { when: 'at', time: '21:30' } });
    await page.getByRole('radio', { name: 'Only when I press' }).click();
    await desktop.called('changeSettings', { ...DEFAULT_DESKTOP_SETTINGS, updates: { when: 'asked' } });
    await page.getByRole('radio', { name: 'By themselves' }).click();

    await eventually(() => page.getByLabel('Time', { exact: true }).inputValue()).toBe('21:30');
  });
});
