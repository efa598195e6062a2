import { describe, expect, test } from 'vitest';
import { mayHavePermission } from '../../../electron/policy/permissions.ts';
import { FOREIGN } from './hostile-addresses.ts';

const REFUSED = { ok: false, why: expect.stringMatching(/^[a-z].{10,}[^.]$/) };
const GRANTED = ['clipboard-sanitized-write', 'fullscreen', 'screen-wake-lock'];

/** All that Electron asks about: https://www.electronjs.org/docs/latest/api/session#sessetpermissionrequesthandlerhandler */
const OTHERS = [
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
];

describe('a permission', () => {
  test.each(GRANTED)('%s is the board’s', (permission) => {
    expect(mayHavePermission(permission, 'app://forecourt/index.html')).toEqual({ ok: true });
    expect(mayHavePermission(permission, 'app://forecourt/')).toEqual({ ok: true });
  });

  test.each([...OTHERS, '', 'Fullscreen', 'fullscreen ', 'constructor', '__proto__', 'permission-of-tomorrow'])(
    '%j is nobody’s',
    (permission) => {
      expect(mayHavePermission(permission, 'app://forecourt/index.html')).toEqual(REFUSED);
    },
  );

  test.each(GRANTED)('%s is not the ring’s', (permission) => {
    expect(mayHavePermission(permission, 'app://forecourt/ring.html')).toEqual(REFUSED);
  });

  test('to keep its screen awake is the wall’s, and no other', () => {
    const mayHave = (permission: string) => mayHavePermission(permission, 'app://forecourt/wall.html?lang=en');
    expect(mayHave('screen-wake-lock')).toEqual({ ok: true });
    for (const permission of ['clipboard-sanitized-write', 'fullscreen', ...OTHERS]) {
      expect(mayHave(permission)).toEqual(REFUSED);
    }
  });

  test.each(FOREIGN)('is never given to %s', (_what, address) => {
    for (const permission of GRANTED) expect(mayHavePermission(permission, address)).toEqual(REFUSED);
  });
});
