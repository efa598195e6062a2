import { describe, expect, test } from 'vitest';
import { mayCall, type Sender } from '../../../electron/policy/sender.ts';
import { CHANNELS } from '../../../shared/desktop.ts';
import { FOREIGN, HOSTILE_PATHS } from './hostile-addresses.ts';

const BOARD: Sender = { address: 'app://forecourt/index.html', isMainFrame: true, window: 'board' };
const RING: Sender = { address: 'app://forecourt/ring.html', isMainFrame: true, window: 'ring' };
const WALL: Sender = { address: 'app://forecourt/wall.html', isMainFrame: true, window: 'wall' };
const SHEET: Sender = { address: 'app://forecourt/sheet.html', isMainFrame: true, window: 'sheet' };
const OF_THE_BOARD = Object.values(CHANNELS).filter(
  (channel) => channel !== CHANNELS.rang && channel !== CHANNELS.sheetReady,
);
const REFUSED = { ok: false, why: expect.stringMatching(/^[a-z].{10,}[^.]$/) };

describe('main listens', () => {
  test.each(OF_THE_BOARD)('to the board on %s', (channel) => {
    expect(mayCall(channel, BOARD)).toEqual({ ok: true });
  });

  test.each(['app://forecourt/', 'app://forecourt/index.html?check-in=7', 'app://forecourt/#x'])(
    'to the board at %s',
    (address) => {
      expect(mayCall(CHANNELS.state, { ...BOARD, address })).toEqual({ ok: true });
    },
  );

  test.each(['app://forecourt/wall.html', 'app://forecourt/wall.html?lang=zh-CN'])(
    'to the wall at %s when it asks for its port',
    (address) => {
      expect(mayCall(CHANNELS.connect, { ...WALL, address })).toEqual({ ok: true });
    },
  );

  test.each([CHANNELS.connect, CHANNELS.sheetReady])('to a sheet on %s', (channel) => {
    expect(mayCall(channel, { ...SHEET, address: 'app://forecourt/sheet.html?check-in=7&print=1' })).toEqual({
      ok: true,
    });
  });

  test('to the ring when it says that it rang', () => {
    expect(mayCall(CHANNELS.rang, RING)).toEqual({ ok: true });
  });
});

describe('main does not listen', () => {
  test.each(OF_THE_BOARD.filter((channel) => channel !== CHANNELS.connect))('to a sheet on %s', (channel) => {
    expect(mayCall(channel, SHEET)).toEqual(REFUSED);
  });

  test.each([BOARD, RING, WALL])('to $window about a sheet that is drawn', (sender) => {
    expect(mayCall(CHANNELS.sheetReady, sender)).toEqual(REFUSED);
  });

  test.each(OF_THE_BOARD)('to the ring on the board’s channel %s', (channel) => {
    expect(mayCall(channel, RING)).toEqual(REFUSED);
  });

  test.each(Object.values(CHANNELS).filter((channel) => channel !== CHANNELS.connect))(
    'to the wall on %s: it may ask for its port, and nothing else',
    (channel) => {
      expect(mayCall(channel, WALL)).toEqual(REFUSED);
    },
  );

  test('to the board on the ring’s channel', () => {
    expect(mayCall(CHANNELS.rang, BOARD)).toEqual(REFUSED);
  });

  test.each<[string, Sender]>([
    ['a frame that is gone', { ...BOARD, address: null }],
    ['a frame that is gone, in no window', { address: null, isMainFrame: false, window: null }],
    ['a frame inside the board, also with our own page in it', { ...BOARD, isMainFrame: false }],
    ['a frame that has no address yet', { ...BOARD, address: '' }],
    ['a blank frame', { ...BOARD, address: 'about:blank' }],
    ['our page in a window that is not ours', { ...BOARD, window: null }],
    ['the board in the ring’s window', { ...BOARD, window: 'ring' }],
    ['the ring in the board’s window', { ...RING, window: 'board' }],
    ['the board in the wall’s window', { ...BOARD, window: 'wall' }],
    ['the wall in the board’s window', { ...WALL, window: 'board' }],
    ['the wall in the ring’s window', { ...WALL, window: 'ring' }],
    ['a frame inside the wall', { ...WALL, isMainFrame: false }],
  ])('to %s', (_what, sender) => {
    for (const channel of Object.values(CHANNELS)) expect(mayCall(channel, sender)).toEqual(REFUSED);
  });

  test.each(FOREIGN)('to %s, whatever window it came into', (_what, address) => {
    for (const window of ['board', 'wall', 'ring', null] as const) {
      expect(mayCall(CHANNELS.state, { address, isMainFrame: true, window })).toEqual(REFUSED);
      expect(mayCall(CHANNELS.rang, { address, isMainFrame: true, window })).toEqual(REFUSED);
      expect(mayCall(CHANNELS.connect, { address, isMainFrame: true, window })).toEqual(REFUSED);
    }
  });

  test.each(HOSTILE_PATHS)('to a path of the app that is no page: %s', (_what, path) => {
    expect(mayCall(CHANNELS.state, { ...BOARD, address: `app://forecourt${path}` })).toEqual(REFUSED);
  });

  test('and says why, differently for each reason', () => {
    const verdicts = [
      mayCall(CHANNELS.state, { ...BOARD, address: null }),
      mayCall(CHANNELS.state, { ...BOARD, isMainFrame: false }),
      mayCall(CHANNELS.state, { ...BOARD, address: 'https://evil.example/' }),
      mayCall(CHANNELS.state, { ...BOARD, window: 'ring' }),
      mayCall(CHANNELS.state, RING),
    ];
    expect(new Set(verdicts.map((verdict) => (verdict.ok ? 'yes' : verdict.why))).size).toBe(verdicts.length);
  });
});
