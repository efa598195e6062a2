import { describe, expect, it } from 'vitest';
import {
  ALERT_KINDS,
  type AlertKind,
  AlertSettings,
  DEFAULT_ALERTS,
  isWanted,
  kindsOf,
  toUnseen,
  Unseen,
} from '../../../shared/alerts.ts';
import { DEFAULT_SETTINGS, StationSettings } from '../../../shared/settings.ts';
import { card } from '../renderer/factories.ts';

const PLAIN = { lightCount: 0, photoCount: 0 };
const LIGHTS = { lightCount: 2, photoCount: 0 };
const DAMAGE = { lightCount: 0, photoCount: 3 };
const BOTH = { lightCount: 1, photoCount: 1 };

const only = (...kinds: AlertKind[]): AlertSettings => ({
  ...DEFAULT_ALERTS,
  kinds: { plain: kinds.includes('plain'), lights: kinds.includes('lights'), damage: kinds.includes('damage') },
});

describe('the sorts of a check-in', () => {
  it.each([
    [PLAIN, ['plain']],
    [LIGHTS, ['lights']],
    [DAMAGE, ['damage']],
    [BOTH, ['lights', 'damage']],
  ])('%o is of %o', (checkIn, kinds) => {
    expect(kindsOf(checkIn)).toEqual(kinds);
  });
});

describe('a shop is told of a check-in', () => {
  it.each([
    ['that is plain, when it wants those', PLAIN, only('plain'), true],
    ['that is plain, not when it wants others', PLAIN, only('lights', 'damage'), false],
    ['with lights, when it wants those', LIGHTS, only('lights'), true],
    ['with lights, not when it wants others', LIGHTS, only('plain', 'damage'), false],
    ['with photos, when it wants those', DAMAGE, only('damage'), true],
    ['with photos, not when it wants others', DAMAGE, only('plain', 'lights'), false],
    ['with both, when it wants one of the two', BOTH, only('damage'), true],
    ['with both, not when it wants plain ones alone', BOTH, only('plain'), false],
    ['never, when it wants none', BOTH, only(), false],
  ])('%s', (_what, checkIn, settings, expected) => {
    expect(isWanted(checkIn, settings)).toBe(expected);
  });

  it('of every sort, ringing and at any hour, before it has set anything', () => {
    expect(ALERT_KINDS.every((kind) => DEFAULT_ALERTS.kinds[kind])).toBe(true);
    expect(DEFAULT_ALERTS).toMatchObject({ ring: true, quietHours: null });
    expect(StationSettings.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  });
});

describe('what an alert is told of a card', () => {
  it('has neither a name nor anything else that is not needed', () => {
    const unseen = toUnseen(card('7', { ownerName: 'Sam Okafor', lightCount: 1, photoCount: 2 }));
    expect(unseen).toEqual({
      id: '7',
      arrivedAt: Date.parse('2026-03-03T09:00:00.000Z'),
      isLate: false,
      plate: 'AB12 CDE',
      lights: [],
      lightCount: 1,
      photoCount: 2,
    });
    expect(Unseen.parse(unseen)).toEqual(unseen);
  });
});

describe('settings of alerts that nobody could have made', () => {
  it.each([
    ['an unknown member', { ...DEFAULT_ALERTS, louder: true }],
    ['a missing sort', { ...DEFAULT_ALERTS, kinds: { plain: true, lights: true } }],
    ['a time that no clock shows', { ...DEFAULT_ALERTS, quietHours: { from: '25:00', to: '07:00' } }],
  ])('are refused: %s', (_what, settings) => {
    expect(AlertSettings.safeParse(settings).success).toBe(false);
  });
});
