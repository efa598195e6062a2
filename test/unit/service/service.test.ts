import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  installService,
  removeService,
  type ServiceProgram,
  type ServiceSystem,
} from '../../../electron/service/service.ts';
import { systemdUnit } from '../../../electron/service/systemd.ts';
import { windowsTask } from '../../../electron/service/windows-task.ts';
import { temporaryFolder } from '../../support/station.ts';

const PROGRAM: ServiceProgram = {
  node: process.execPath,
  args: ['--max-semi-space-size=8', '/opt/fore court/50%/$HOME "x"\\y.js', '--data', '/srv/fore court'],
  dataFolder: '/srv/fore court',
};

/** A PC that does what it is told, and remembers it. */
function pc(change: Partial<ServiceSystem> = {}) {
  const files = new Map<string, { content: string; owner: number | undefined }>();
  const ran: string[] = [];
  const system: ServiceSystem = {
    platform: 'linux',
    uid: 1000,
    home: '/home/ann',
    windowsUser: 'SHOP\\Ann & Co',
    ownerOf: () => 1000,
    hasSystemd: () => true,
    run: async (program, args) => void ran.push([program, ...args].join(' ')),
    write: (path, content, owner) => void files.set(path, { content: content.toString(), owner }),
    exists: (path) => files.has(path),
    remove: (path) => void files.delete(path),
    ...change,
  };
  return { system, files, ran };
}

describe('the unit of systemd', () => {
  test.skipIf(!existsSync('/usr/bin/systemd-analyze')).each([
    ['of the system', { user: 1000 }],
    ['of the user', null],
  ])('%s is one that systemd takes', (_whose, ofSystem) => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'forecourt.service');
    writeFileSync(path, systemdUnit(PROGRAM, ofSystem));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.includes('forecourt'))).toEqual([]);
    expect(status).toBe(0);
    folder.dispose();
  });

  test('keeps spaces, percent signs, dollars, quotes and backslashes of its arguments, and starts again for ever', () => {
    const unit = systemdUnit(PROGRAM, { user: 1000 });
    expect(unit).toContain('"/opt/fore court/50%%/$$HOME \\"x\\"\\\\y.js" "--data" "/srv/fore court"');
    expect(unit).toContain('EnvironmentFile=-/srv/fore court/service.env\n');
    expect(unit).toContain('User=1000\n');
    expect(unit).toContain('Restart=always');
    // The ready line, with the token of the board, stays out of the journal.
    expect(unit).toContain('StandardOutput=null');
    expect(unit).toContain('StartLimitIntervalSec=0');
  });
});

test("the task of Windows is well-formed, and keeps its arguments apart as Windows' programs do", () => {
  const xml = windowsTask({ ...PROGRAM, args: ['C:\\Fore court\\', 'a "b" & <c>'] }, 'SHOP\\Ann & Co');
  expect(xml).toContain('<UserId>SHOP\\Ann &amp; Co</UserId>');
  expect(xml).toContain('&quot;C:\\Fore court\\\\&quot; &quot;a \\&quot;b\\&quot; &amp; &lt;c&gt;&quot;');
  const open: string[] = [];
  for (const [, closing, name] of xml.replace(/<\?.*?\?>/, '').matchAll(/<(\/?)(\w+)[^<>]*>/g)) {
    if (closing === '') open.push(name ?? '');
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  expect(xml).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
});

describe('installing', () => {
  test("without sudo makes the user's own unit, which runs with nobody logged in; removing takes it back", async () => {
    const { system, files, ran } = pc();
    const said = await installService(PROGRAM, system);
    expect([...files.keys()]).toEqual([
      '/srv/fore court/service.env',
      '/home/ann/.config/systemd/user/forecourt.service',
    ]);
    expect(files.get('/srv/fore court/service.env')?.owner).toBe(1000);
    expect(ran).toEqual([
      'systemctl --user daemon-reload',
      'systemctl --user enable forecourt.service',
      'systemctl --user restart forecourt.service',
      'loginctl enable-linger',
    ]);
    expect(said.join()).toContain('/home/ann/.config/systemd/user/forecourt.service');
    await installService(PROGRAM, system);
    await removeService(system);
    expect([...files.keys()]).toEqual(['/srv/fore court/service.env']);
    expect(ran.slice(-2)).toEqual([
      'systemctl --user disable --now forecourt.service',
      'systemctl --user daemon-reload',
    ]);
    await expect(removeService(system)).rejects.toThrow('There is no service');
  });

  test('with sudo makes one of the system, that runs as the owner of the data', async () => {
    const { system, files } = pc({ uid: 0, ownerOf: () => 1234 });
    await installService(PROGRAM, system);
    expect(files.get('/etc/systemd/system/forecourt.service')?.content).toContain('User=1234\n');
    expect(files.get('/srv/fore court/service.env')?.owner).toBe(1234);
  });

  test.each<[string, Partial<ServiceSystem>, RegExp]>([
    ['as root, for data of root', { uid: 0, ownerOf: () => 0 }, /does not run as root/],
    ['as root, for data that are not there', { uid: 0, ownerOf: () => null }, /does not run as root/],
    ['where there is no systemd', { hasSystemd: () => false }, /on Linux with systemd/],
    ['on macOS', { platform: 'darwin' }, /on Windows, and on Linux/],
  ])('is refused %s, and nothing is changed', async (_what, change, sentence) => {
    const { system, files, ran } = pc(change);
    await expect(installService(PROGRAM, system)).rejects.toThrow(sentence);
    expect([files.size, ran.length]).toEqual([0, 0]);
  });

  test('says what is left to do where the user may not keep running after the log-out', async () => {
    const { system } = pc({
      run: async (program) => {
        if (program === 'loginctl') throw new Error('Access denied');
      },
    });
    await expect(installService(PROGRAM, system)).rejects.toThrow(/Access denied.*sudo loginctl enable-linger/);
  });

  test('on Windows makes a task and starts it; without rights it says who has them, and leaves no file', async () => {
    const windows = pc({ platform: 'win32', uid: null });
    await installService(PROGRAM, windows.system);
    expect(windows.ran).toEqual([
      'schtasks /Create /TN Forecourt /XML /srv/fore court\\service.xml /F',
      'schtasks /Run /TN Forecourt',
    ]);
    const refused = pc({
      platform: 'win32',
      uid: null,
      run: async () => {
        throw new Error('Access is denied.');
      },
    });
    await expect(installService(PROGRAM, refused.system)).rejects.toThrow('as administrator');
    expect([...windows.files.keys(), ...refused.files.keys()]).toEqual([]);
    await removeService(windows.system);
    expect(windows.ran.slice(-2)).toEqual(['schtasks /End /TN Forecourt', 'schtasks /Delete /TN Forecourt /F']);
  });
});
