import { Notification } from 'electron';
import type { Logger } from 'pino';
import { alertText, redLightsText, reportText } from '../../shared/alert-text.ts';
import { isWanted, type Unseen } from '../../shared/alerts.ts';
import type { NotificationState } from '../../shared/desktop.ts';
import type { Say } from '../../shared/i18n/say.ts';
import { LateArrivals } from '../../shared/late-arrivals.ts';
import type { NewRedLights } from '../../shared/new-red-lights.ts';
import type { NewReport } from '../../shared/new-report.ts';
import { endOfHours } from '../../shared/time-of-day.ts';
import type { Desk, DeskChange } from './desk.ts';

/** Check-ins that come within this time, in ms, are announced together. */
const GATHER_MS = 400;
/** More at once than this are one notification with their number: nobody reads ten. */
const ONE_BY_ONE = 3;

/** What the notifications need. */
export type NotifierParts = {
  say: Say;
  desk: () => Desk;
  log: Logger;
  now: () => number;
  openCheckIn: (id: string) => void;
  openBoard: () => void;
  changed: (state: NotificationState) => void;
};

/** Announces check-ins by the system's own notifications, also while every window is put away. */
export class Notifier {
  readonly #parts: NotifierParts;
  /** What is shown, by the check-in that it is about; kept so that a click is still heard after a while. */
  readonly #shown = new Map<string, Notification>();
  readonly #late = new LateArrivals();
  #waiting: Unseen[] = [];
  #timer: NodeJS.Timeout | null = null;
  #state: NotificationState;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
    this.#state = Notification.isSupported() ? { state: 'on' } : { state: 'off', why: 'unsupported' };
  }

  get state(): NotificationState {
    return this.#state;
  }

  /** Announces what arrived, and takes back what somebody has seen meanwhile. */
  announce({ arrived, gone, isFirst }: DeskChange): void {
    for (const id of gone) {
      this.#shown.get(id)?.close();
      this.#late.seen(id);
    }
    this.#waiting = this.#waiting.filter(({ id }) => !gone.includes(id));
    const wanted = arrived.filter((checkIn) => isWanted(checkIn, this.#parts.desk().alerts));
    if (this.#isQuiet() || wanted.length === 0) return;
    if (isFirst) {
      this.#show('waiting', { title: this.#parts.say('alert.waiting', { count: wanted.length }), body: '' });
      return;
    }
    this.#waiting.push(...wanted);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** Tells of red lights at once: they are few, and of a vehicle that may be driven this moment. */
  announceRedLights(news: NewRedLights): void {
    const { alerts } = this.#parts.desk();
    if (!alerts.kinds.lights || this.#isQuiet()) return;
    const text = redLightsText(this.#parts.say, news, alerts.plate);
    this.#show(news.id, text, () => this.#parts.openCheckIn(news.id));
  }

  /** Tells of a health check report, under a key of its own: it does not take back that the check-in waits to be seen. */
  announceReport(news: NewReport): void {
    if (this.#isQuiet()) return;
    const text = reportText(this.#parts.say, news, this.#parts.desk().alerts.plate);
    this.#show(`report ${news.id}`, text, () => this.#parts.openCheckIn(news.id));
  }

  /** Shows what an announcement looks like. */
  test(): void {
    const { say } = this.#parts;
    this.#show('test', { title: say('alert.test'), body: say('alert.test-what') });
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #isQuiet(): boolean {
    const { alerts, timeZone } = this.#parts.desk();
    return alerts.quietHours !== null && endOfHours(this.#parts.now(), alerts.quietHours, timeZone) !== null;
  }

  #flush(): void {
    this.#timer = null;
    const { say, now } = this.#parts;
    const { late, others } = this.#late.apart(this.#waiting.splice(0), now());
    if (late.length > 0) {
      for (const id of late) this.#shown.get(id)?.close();
      this.#show('late', { title: say('late.alert', { count: late.length }), body: say('alert.many-what') });
    }
    if (others.length > ONE_BY_ONE) {
      this.#show('many', { title: say('alert.many', { count: others.length }), body: say('alert.many-what') });
      return;
    }
    for (const checkIn of others) {
      const text = alertText(say, checkIn, this.#parts.desk().alerts.plate);
      this.#show(checkIn.id, text, () => this.#parts.openCheckIn(checkIn.id));
    }
  }

  #show(key: string, text: { title: string; body: string }, click = this.#parts.openBoard): void {
    if (this.#state.state === 'off' && this.#state.why === 'unsupported') return;
    // Silent: the ring is ours, grows louder and knows mute and quiet hours.
    const notification = new Notification({ ...text, silent: true });
    this.#shown.get(key)?.close();
    this.#shown.set(key, notification);
    const forget = (): void => {
      if (this.#shown.get(key) === notification) this.#shown.delete(key);
    };
    notification.on('click', () => {
      forget();
      click();
    });
    notification.on('close', forget);
    notification.on('show', () => this.#set({ state: 'on' }));
    notification.on('failed', (_event, error) => {
      forget();
      this.#parts.log.warn({ error }, 'the system refused a notification');
      this.#set({ state: 'off', why: 'refused' });
    });
    notification.show();
  }

  #set(state: NotificationState): void {
    if (state.state === this.#state.state) return;
    this.#state = state;
    this.#parts.changed(state);
  }
}

/** Where the system lets its user allow notifications; null where no address leads there. */
export function notificationSettingsAddress(platform: NodeJS.Platform): string | null {
  switch (platform) {
    case 'win32':
      return 'ms-settings:notifications';
    case 'darwin':
      return 'x-apple.systempreferences:com.apple.Notifications-Settings.extension';
    default:
      return null;
  }
}
