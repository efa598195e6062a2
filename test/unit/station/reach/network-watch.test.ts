import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { NetworkInterfaces } from '../../../../electron/station/board/lan-addresses.ts';
import { NetworkWatch } from '../../../../electron/station/reach/network-watch.ts';

const at = (address: string, internal = false) => [
  { address, family: address.includes(':') ? 'IPv6' : 'IPv4', internal },
];

let interfaces = {} as NetworkInterfaces;
const disturbed = vi.fn();
let watch: NetworkWatch;

beforeEach(() => {
  vi.useFakeTimers();
  interfaces = { eth0: at('192.168.1.5') } as NetworkInterfaces;
  watch = new NetworkWatch({ interfaces: () => interfaces, now: Date.now, everyMs: 5_000, disturbed });
});
afterEach(() => {
  watch.stop();
  disturbed.mockClear();
  vi.useRealTimers();
});

test('another address, another interface and none at all are another network', () => {
  for (const next of [{ eth0: at('192.168.1.6') }, { wlan0: at('192.168.1.6') }, {}]) {
    interfaces = next as NetworkInterfaces;
    vi.advanceTimersByTime(5_000);
  }
  expect(disturbed).toHaveBeenCalledTimes(3);
});

test('an IPv6 address that changes by itself is not', () => {
  interfaces = { eth0: [...at('192.168.1.5'), ...at('2001:db8::1')] } as NetworkInterfaces;
  vi.advanceTimersByTime(5_000);
  expect(disturbed).toHaveBeenCalledTimes(1);
  interfaces = { eth0: [...at('2001:db8::2'), ...at('192.168.1.5')], lo: at('127.0.0.1', true) } as NetworkInterfaces;
  vi.advanceTimersByTime(60_000);
  expect(disturbed).toHaveBeenCalledTimes(1);
});

test('time that has passed without a look was slept through', () => {
  vi.advanceTimersByTime(20_000);
  vi.setSystemTime(Date.now() + 600_000);
  vi.advanceTimersByTime(5_000);
  expect(disturbed).toHaveBeenCalledTimes(1);
});
