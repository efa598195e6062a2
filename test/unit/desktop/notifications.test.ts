import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeskWatch } from '../../../electron/desktop/desk.ts';
import { Notifier } from '../../../electron/desktop/notifications.ts';
import { createWords } from '../../../electron/desktop/words.ts';
import type { Unseen } from '../../../shared/alerts.ts';

const shown = vi.hoisted(() => [] as { title: string; isOpen: boolean }[]);
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = (): boolean => true;
    readonly #told: (typeof shown)[number];
    constructor({ title }: { title: string }) {
      this.#told = { title, isOpen: false };
      shown.push(this.#told);
    }
    on(): void {}
    show(): void {
      this.#told.isOpen = true;
    }
    close(): void {
      this.#told.isOpen = false;
    }
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  shown.length = 0;
});
afterEach(() => vi.useRealTimers());

function unseen(id: string, isLate: boolean): Unseen {
  return { id, arrivedAt: 0, plate: `PLATE ${id}`, lights: [], lightCount: 0, photoCount: 0, isLate };
}

/** The app of somebody who has seen all there was, and hears of check-ins. */
function notifier() {
  const watch = new DeskWatch();
  const words = createWords();
  words.choose('en', []);
  const announcer = new Notifier({
    say: words.say,
    desk: () => watch.desk,
    log: pino({ level: 'silent' }),
    now: Date.now,
    openCheckIn: () => {},
    openBoard: () => {},
    changed: () => {},
  });
  const hear = (isAll: boolean, came: Unseen[], gone: string[] = []): void => {
    const count = came.length;
    announcer.announce(watch.hear({ type: 'unseen', isAll, unseen: came, gone, count }, Date.now()));
    vi.advanceTimersByTime(1_000);
  };
  hear(true, []);
  return { hear };
}

const open = (): string[] => shown.filter(({ isOpen }) => isOpen).map(({ title }) => title);

test('check-ins that come late from the relay are announced together, and a fresh one among them by itself', () => {
  const { hear } = notifier();
  hear(false, [unseen('1', true)]);
  expect(open()).toEqual(['PLATE 1']);
  hear(false, [unseen('2', true), unseen('3', true), unseen('4', false)]);
  expect(open()).toEqual(['3 check-ins arrived while this PC was asleep or offline', 'PLATE 4']);
  hear(false, [unseen('5', true)], ['2']);
  expect(open()).toEqual(['PLATE 4', '3 check-ins arrived while this PC was asleep or offline']);
  vi.advanceTimersByTime(60_000);
  hear(false, [unseen('6', true)]);
  expect(open()).toContain('PLATE 6');
});
