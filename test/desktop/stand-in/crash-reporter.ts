import { offer } from './offer.ts';

/** See https://www.electronjs.org/docs/latest/api/crash-reporter; there is nothing that it would report. */
export const crashReporter = offer<Electron.CrashReporter, 'start'>('crashReporter', { start: () => {} }, ['start']);
