import { type AlertText, alertText, redLightsText, reportText } from '../../shared/alert-text.ts';
import type { Unseen } from '../../shared/alerts.ts';
import type { Say } from '../../shared/i18n/say.ts';
import { LateArrivals } from '../../shared/late-arrivals.ts';
import type { NewRedLights } from '../../shared/new-red-lights.ts';
import type { NewReport } from '../../shared/new-report.ts';

/** Whether this browser shows notifications: `ask` wants a click of somebody first, `plain-http` can never be asked. */
export type NotificationPermit = 'on' | 'ask' | 'refused' | 'plain-http' | 'unsupported';

/** Check-ins that come within this time, in ms, are announced together. */
const GATHER_MS = 400;
/** More at once than this are one notification with their number: nobody reads ten. */
const ONE_BY_ONE = 3;

export interface BrowserNotifierParts {
  say: Say;
  showsPlate: () => boolean;
  openCheckIn: (id: string) => void;
}

/** Announces check-ins by the notifications of the browser, and takes back what somebody has seen. */
export class BrowserNotifier {
  readonly #parts: BrowserNotifierParts;
  readonly #shown = new Map<string, Notification>();
  readonly #late = new LateArrivals();
  #waiting: Unseen[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(parts: BrowserNotifierParts) {
    this.#parts = parts;
  }

  announce(checkIns: readonly Unseen[]): void {
    // Asked last: the browser takes a while to say how its notifications stand.
    if (checkIns.length === 0 || permitNow() !== 'on') return;
    this.#waiting.push(...checkIns);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** Tells of red lights at once: they are few, and of a vehicle that may be driven this moment. */
  announceRedLights(news: NewRedLights): void {
    if (permitNow() !== 'on') return;
    const { say, showsPlate, openCheckIn } = this.#parts;
    this.#show(news.id, redLightsText(say, news, showsPlate()), () => openCheckIn(news.id));
  }

  /** Tells of a health check report, under a key of its own: it does not take back that the check-in waits to be seen. */
  announceReport(news: NewReport): void {
    if (permitNow() !== 'on') return;
    const { say, showsPlate, openCheckIn } = this.#parts;
    this.#show(`report ${news.id}`, reportText(say, news, showsPlate()), () => openCheckIn(news.id));
  }

  seen(id: string): void {
    this.#shown.get(id)?.close();
    this.#shown.delete(id);
    this.#late.seen(id);
    this.#waiting = this.#waiting.filter((checkIn) => checkIn.id !== id);
  }

  #flush(): void {
    this.#timer = null;
    const { say, showsPlate, openCheckIn } = this.#parts;
    const { late, others } = this.#late.apart(this.#waiting.splice(0), Date.now());
    if (late.length > 0) {
      for (const id of late) this.#shown.get(id)?.close();
      this.#show('late', { title: say('late.alert', { count: late.length }), body: say('alert.many-what') });
    }
    if (others.length > ONE_BY_ONE) {
      this.#show('many', { title: say('alert.many', { count: others.length }), body: say('alert.many-what') });
      return;
    }
    for (const checkIn of others) {
      this.#show(checkIn.id, alertText(say, checkIn, showsPlate()), () => openCheckIn(checkIn.id));
    }
  }

  #show(key: string, { title, body }: AlertText, click = (): void => {}): void {
    try {
      // Silent: the ring is ours. The tag keeps two boards of one browser from saying it twice.
      const notification = new Notification(title, { body, tag: `forecourt-${key}`, silent: true });
      notification.onclick = () => {
        window.focus();
        notification.close();
        click();
      };
      this.#shown.set(key, notification);
    } catch {
      // Browsers on phones have the name and not the thing.
    }
  }
}

/** How the notifications of this browser stand now. */
export function permitNow(): NotificationPermit {
  if (!window.isSecureContext) return 'plain-http';
  if (!('Notification' in window)) return 'unsupported';
  switch (Notification.permission) {
    case 'granted':
      return 'on';
    case 'denied':
      return 'refused';
    default:
      return 'ask';
  }
}
