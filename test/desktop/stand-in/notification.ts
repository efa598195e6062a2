import { EventEmitter } from 'node:events';
import { config } from './config.ts';
import { offer, offerClass } from './offer.ts';
import { preventable } from './preventable.ts';
import { summary } from './record.ts';

const NOTIFICATION = [
  'show',
  'close',
  'id',
  'title',
  'subtitle',
  'body',
  'silent',
  'urgency',
  'timeoutType',
  'actions',
] as const satisfies (keyof Electron.Notification)[];

type Options = Electron.NotificationConstructorOptions;

/** Every notification that the app has shown or tried to, oldest first. */
export const notifications: StandInNotification[] = [];

let lastId = 0;

class StandInNotification extends EventEmitter implements Pick<Electron.Notification, (typeof NOTIFICATION)[number]> {
  readonly offered: Electron.Notification;
  readonly id: string;
  readonly #options: Options;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  urgency: NonNullable<Options['urgency']>;
  timeoutType: NonNullable<Options['timeoutType']>;
  actions: Electron.NotificationAction[];
  state: 'new' | 'shown' | 'closed' | 'failed' = 'new';

  constructor(options: Options = {}) {
    super();
    lastId += 1;
    this.#options = options;
    this.id = options.id ?? String(lastId);
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.timeoutType = options.timeoutType ?? 'default';
    this.actions = options.actions ?? [];
    this.offered = offer<Electron.Notification, (typeof NOTIFICATION)[number]>('Notification', this, NOTIFICATION);
  }

  show(): void {
    notifications.push(this);
    const error = config.notificationsFail ?? null;
    if (error !== null) this.fail(error);
    else {
      this.state = 'shown';
      setImmediate(() => this.emit('show', preventable({})));
    }
  }

  close(): void {
    if (this.state !== 'shown') return;
    this.state = 'closed';
    setImmediate(() => this.emit('close', preventable({})));
  }

  fail(error: string): void {
    this.state = 'failed';
    setImmediate(() => this.emit('failed', preventable({}), error));
  }

  /** What the user would see, and what became of it. */
  shown(): object {
    const { title, subtitle, body, silent, state } = this;
    return { title, subtitle, body, silent, state, options: summary(this.#options) };
  }

  static isSupported(): boolean {
    return config.notificationsSupported ?? true;
  }
}

/** See https://www.electronjs.org/docs/latest/api/notification */
export const Notification = offerClass<typeof Electron.Notification, 'isSupported'>(
  'Notification',
  StandInNotification,
  ['isSupported'],
);
