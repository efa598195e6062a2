import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SheetLedger } from '../../../electron/desktop/sheet-ledger.ts';
import type { ToStation } from '../../../shared/station-process.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SHEET = { print: '7', checkInId: '1', plate: 'AB 12', copy: 1 };
const GIVEN_UP_AFTER_MS = 10_000;

function openLedger() {
  const told: ToStation[] = [];
  const tell = (message: ToStation) => told.push(message) > 0;
  return { told, ledger: new SheetLedger({ tell, log: pino({ level: 'silent' }) }) };
}

test.each(['take', 'begin'] as const)('a sheet that the station hands over too late is ended (%s)', async (what) => {
  const { told, ledger } = openLedger();
  const asked = what === 'take' ? ledger.take('Front desk') : ledger.begin('1', 'printer', 'Front desk');
  const givenUp = expect(asked).rejects.toThrow('could not be written');
  await vi.advanceTimersByTimeAsync(GIVEN_UP_AFTER_MS);
  await givenUp;
  ledger.hear({ type: 'sheet-answer', call: 1, isStored: true, sheet: SHEET });
  expect(told.slice(1)).toMatchObject([{ ask: { what: 'end', print: '7', result: 'failed', problem: 'page-failed' } }]);
  ledger.hear({ type: 'sheet-answer', call: 2, isStored: true, sheet: null });
  await vi.advanceTimersByTimeAsync(0);
  ledger.stationIsReady();
  expect(told, 'said once').toHaveLength(2);
});

test('what a station that has gone was asked is given up as soon as another is there', async () => {
  const { ledger } = openLedger();
  const asked = ledger.take('Front desk');
  ledger.stationIsReady();
  await expect(asked).rejects.toThrow('could not be written');
});

test('a sheet that comes in time is handed on, and no other word is said of it', async () => {
  const { told, ledger } = openLedger();
  const taken = ledger.take('Front desk');
  ledger.hear({ type: 'sheet-answer', call: 1, isStored: true, sheet: SHEET });
  expect(await taken).toEqual(SHEET);
  expect(told).toHaveLength(1);
});
