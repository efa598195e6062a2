import { describe, expect, test } from 'vitest';
import { mayHavePicture, toWallCard, toWallEvent } from '../../../../electron/station/board/wall-view.ts';
import type { Card } from '../../../../shared/check-in.ts';
import { type BoardEvent, WallEvent } from '../../../../shared/contract.ts';
import { DEFAULT_SETTINGS, StationSettings, WallSettings } from '../../../../shared/settings.ts';
import { card, counts, photo, reach, relay, snapshot, status } from '../../renderer/factories.ts';

const WHOLE: WallSettings = { plates: 'whole', photos: true };
const SHA = 'ab'.repeat(32);

/** A card with an unmistakable value in every member that is nobody's business. */
const TELLING: Card = card('7', {
  receiveBaseId: '90000000000000001',
  ownerName: 'PRIVATE owner',
  storeId: 'PRIVATE store',
  odometer: 987_654_321,
  fuel: 77.125,
  belongingsCount: 4_242,
  messageCount: 3_131,
  plate: 'AB12 CDE',
  promisedAt: '2026-03-03T16:30:00.000Z',
  deskNote: 'PRIVATE note',
  keyTag: 'PRIVATE tag',
  lights: [{ code: '20', label: 'Engine', severity: 'amber' }],
  lightCount: 1,
  damageCount: 2,
  photoCount: 4,
  photos: [
    photo('PRIVATE-photo-1', { state: 'captured', sha256: SHA }),
    photo('PRIVATE-photo-2'),
    photo('PRIVATE-photo-3', { state: 'failed' }),
  ],
});

describe('a card on the wall', () => {
  test('holds what everybody may read, and nothing else', () => {
    expect(toWallCard(TELLING, WHOLE)).toEqual({
      id: '7',
      lane: 'new',
      arrivedAt: TELLING.arrivedAt,
      laneChangedAt: TELLING.laneChangedAt,
      plate: 'AB12 CDE',
      brand: 'BMW',
      style: '320d',
      year: 2016,
      adviser: 'Y Xing',
      promisedAt: '2026-03-03T16:30:00.000Z',
      lights: [{ code: '20', label: 'Engine', severity: 'amber' }],
      lightCount: 1,
      damageCount: 2,
      report: null,
      isTest: false,
      photoCount: 4,
      photos: [SHA, null, null],
    });
  });

  test('holds no member that cards of the board get one day', () => {
    const tomorrow = { ...TELLING, onlyTomorrow: 'PRIVATE' };
    expect(JSON.stringify(toWallCard(tomorrow, WHOLE))).not.toContain('PRIVATE');
  });

  test('has its plate masked where the shop wants that, and none where none was sent', () => {
    expect(toWallCard(TELLING, { ...WHOLE, plates: 'masked' })?.plate).toBe('AB•• •DE');
    expect(toWallCard({ ...TELLING, plate: null }, { ...WHOLE, plates: 'masked' })?.plate).toBeNull();
  });

  test('names no photo where the shop shows none on its walls', () => {
    expect(toWallCard(TELLING, { ...WHOLE, photos: false })).toMatchObject({ photoCount: 0, photos: [] });
  });

  test('is none once the vehicle was handed over', () => {
    expect(toWallCard({ ...TELLING, lane: 'handed-over' }, WHOLE)).toBeNull();
    expect(toWallCard({ ...TELLING, setAside: 'mistake' }, WHOLE)).toBeNull();
  });
});

describe('a wall is told', () => {
  const whole = (): Extract<BoardEvent, { type: 'snapshot' }> => {
    const event = snapshot(TELLING, card('8', { lane: 'handed-over' }));
    if (event.type !== 'snapshot') throw new Error('no snapshot');
    return event;
  };
  const settings = (wall: Partial<WallSettings>): StationSettings => ({
    ...DEFAULT_SETTINGS,
    photos: { allowedHosts: ['private.example'] },
    wall: { ...WHOLE, ...wall },
  });
  const everything: BoardEvent[] = [
    {
      ...whole(),
      status: status({ callback: 'http://PRIVATE/', quarantined: 4_747, otherMessages: 5_858, notFound: 6_969 }),
      settings: settings({}),
    },
    { type: 'card', cause: 'arrived', card: TELLING, lanes: counts([TELLING]) },
    { type: 'card', cause: 'moved', card: { ...TELLING, lane: 'handed-over' }, lanes: counts([]) },
    {
      type: 'status',
      status: status({ callback: 'http://PRIVATE/', quarantined: 4_747, obstacle: 'no-secret', accepting: false }),
    },
    { type: 'settings', settings: settings({}) },
    { type: 'tick' },
  ];

  test.each(everything.map((event) => [event.type, event] as const))('of a %s nothing private', (_type, event) => {
    const told = JSON.stringify(toWallEvent(event, settings({}), whole));
    expect(told).not.toMatch(
      /PRIVATE|private\.example|90000000000000001|987654321|77\.125|4242|3131|4747|5858|6969|obstacle|allowedHosts|secret/,
    );
    expect(WallEvent.parse(JSON.parse(told))).toEqual(JSON.parse(told));
  });

  test('everything anew when the settings change, so that what they hide is gone', () => {
    const hiding = settings({ plates: 'masked', photos: false });
    const told = toWallEvent({ type: 'settings', settings: hiding }, hiding, () => ({
      ...whole(),
      settings: hiding,
    }));
    expect(told).toMatchObject({
      type: 'snapshot',
      cards: [{ id: '7', plate: 'AB•• •DE', photos: [] }],
      counts: { new: 1, seen: 0, 'health-check': 0, ready: 0 },
      ages: DEFAULT_SETTINGS.board.ages,
    });
  });

  test.each([
    ['connected', 'receiving'],
    ['connecting', null],
    ['refused', null],
    ['off', 'blind'],
  ] as const)('no alarm for what a relay keeps: with a relay that is %s the light is %s', (state, light) => {
    const blind = reach({ light: 'blind', way: 'ngrok', problem: 'timeout' });
    const event = { type: 'status', status: status({ reach: blind, relay: relay({ state }) }) } as const;
    expect(toWallEvent(event, settings({}), whole)).toMatchObject({ status: { light } });
  });

  test('alarm where AutoX3 still sends to this PC and cannot reach it, though a relay is connected', () => {
    const blind = reach({ light: 'blind', way: 'ngrok', problem: 'timeout' });
    const awaited = relay({ state: 'connected', isAwaited: true });
    const event = { type: 'status', status: status({ reach: blind, relay: awaited }) } as const;
    expect(toWallEvent(event, settings({}), whole)).toMatchObject({ status: { light: 'blind' } });
  });

  test('that a vehicle is gone when it was handed over', () => {
    const handedOver = { ...TELLING, lane: 'handed-over' as const };
    expect(
      toWallEvent({ type: 'card', cause: 'moved', card: handedOver, lanes: counts([]) }, settings({}), whole),
    ).toEqual({
      type: 'gone',
      id: '7',
      counts: { new: 0, seen: 0, 'health-check': 0, ready: 0 },
    });
  });
});

test.each([
  ['wall', 'card', true, true],
  ['wall', 'card', false, false],
  ['wall', 'list', true, false],
  ['wall', 'full', true, false],
  ['desk', 'card', false, true],
  ['desk', 'full', false, true],
  ['manager', 'full', false, true],
] as const)('a %s may have the picture "%s" of a photo, with photos on walls %s: %s', (role, size, photos, may) => {
  expect(mayHavePicture(role, size, { ...WHOLE, photos })).toBe(may);
});

test('settings of before there were walls are read, with what is usual', () => {
  expect(WallSettings.parse({})).toEqual(WHOLE);
  expect(StationSettings.shape.wall.parse({ plates: 'masked' })).toEqual({ plates: 'masked', photos: true });
});
