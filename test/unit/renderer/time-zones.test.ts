import { describe, expect, it } from 'vitest';
import { timeZones, zoneText } from '../../../renderer/settings/time-zones.ts';
import { isTimeZone } from '../../../shared/time-zone.ts';

describe('the zones to choose from', () => {
  it('are all known, each once, by the alphabet', () => {
    const zones = timeZones(null);
    expect(zones.length).toBeGreaterThan(300);
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(zones).toEqual([...new Set(zones)].sort());
    for (const zone of ['UTC', 'Europe/London', 'Asia/Shanghai']) expect(zones).toContain(zone);
  });

  it('have the names that are in use today', () => {
    const zones = timeZones(null);
    for (const zone of ['Asia/Kolkata', 'Asia/Ho_Chi_Minh', 'America/Argentina/Buenos_Aires'])
      expect(zones).toContain(zone);
    for (const zone of ['Asia/Calcutta', 'Asia/Saigon', 'Europe/Kiev']) expect(zones).not.toContain(zone);
  });

  it('hold the one that is set, also where the runtime lists it no more', () => {
    expect(timeZones('Asia/Calcutta')).toContain('Asia/Calcutta');
    expect(timeZones('Etc/GMT+5')).toContain('Etc/GMT+5');
  });

  it('are written as people write them', () => {
    expect(zoneText('America/Argentina/Buenos_Aires')).toBe('America/Argentina/Buenos Aires');
  });
});
