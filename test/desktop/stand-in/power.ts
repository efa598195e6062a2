import { EventEmitter } from 'node:events';
import { config } from './config.ts';
import { offer } from './offer.ts';

/** Tests emit its events. */
export const powerEvents = Object.assign(new EventEmitter(), {
  onBatteryPower: config.onBattery ?? false,
  isOnBatteryPower: () => config.onBattery ?? false,
  getSystemIdleTime: () => 0,
  getSystemIdleState: () => 'active' as const,
});

/** See https://www.electronjs.org/docs/latest/api/power-monitor */
export const powerMonitor = offer<
  Electron.PowerMonitor,
  'onBatteryPower' | 'isOnBatteryPower' | 'getSystemIdleTime' | 'getSystemIdleState'
>('powerMonitor', powerEvents, ['onBatteryPower', 'isOnBatteryPower', 'getSystemIdleTime', 'getSystemIdleState']);

const blockers = new Set<number>();
let lastId = 0;

/** See https://www.electronjs.org/docs/latest/api/power-save-blocker */
export const powerSaveBlocker = offer<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>(
  'powerSaveBlocker',
  {
    start() {
      lastId += 1;
      blockers.add(lastId);
      return lastId;
    },
    stop: (id) => blockers.delete(id),
    isStarted: (id) => blockers.has(id),
  },
  ['start', 'stop', 'isStarted'],
);
