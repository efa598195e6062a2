import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CHANNELS, type Desktop, HELP_LINKS } from '../../shared/desktop.ts';
import { DesktopSettings } from '../../shared/desktop-settings.ts';
import { MUTE_MINUTES } from '../../shared/ring.ts';
import { mayOpenOutside } from '../policy/outside-links.ts';
import type { PageName } from '../policy/own-page.ts';
import { mayCall } from '../policy/sender.ts';
import { senderOf } from './windows.ts';

/** What the page can have done: the contract's own functions, but for those that only listen. */
export type PageActions = Omit<Desktop, 'connect' | 'onState' | 'onOpenCheckIn' | 'onOpenSettings'> & {
  /** A page asks for a port to the station. */
  connect: (page: ConnectedPage) => void;
};

/** The pages that have a port to the station. */
export type ConnectedPage = Exclude<PageName, 'ring'>;

const NOTHING = z.tuple([]);
const CheckInId = z.tuple([z.string().regex(/^[1-9]\d{0,14}$/)]);
const OutsideAddress = z.tuple([z.string().refine((address) => mayOpenOutside(address).ok)]);
const Minutes = z.literal([0, ...MUTE_MINUTES]);

/** Lets the page call main: each call is refused unless its frame, its channel and its arguments are right. */
export function answerPages(actions: PageActions, log: Logger): void {
  function checked<T extends unknown[]>(
    channel: string,
    schema: z.ZodType<T>,
    event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
    given: unknown[],
  ): T | null {
    const verdict = mayCall(channel, senderOf(event));
    const parsed = verdict.ok ? schema.safeParse(given) : null;
    if (parsed?.success) return parsed.data;
    log.warn({ channel, why: verdict.ok ? 'bad arguments' : verdict.why }, 'a call of a page was refused');
    return null;
  }

  function handle<T extends unknown[]>(channel: string, schema: z.ZodType<T>, run: (...values: T) => unknown): void {
    ipcMain.handle(channel, async (event, ...given: unknown[]) => {
      const values = checked(channel, schema, event, given);
      if (values === null) throw new Error('refused');
      return run(...values);
    });
  }

  ipcMain.on(CHANNELS.connect, (event, ...given: unknown[]) => {
    const { window: page } = senderOf(event);
    if (checked(CHANNELS.connect, NOTHING, event, given) === null || page === null || page === 'ring') return;
    actions.connect(page);
  });
  handle(CHANNELS.state, NOTHING, actions.state);
  handle(CHANNELS.retryStation, NOTHING, actions.retryStation);
  handle(CHANNELS.openDataFolder, NOTHING, actions.openDataFolder);
  handle(CHANNELS.openLog, NOTHING, actions.openLog);
  handle(CHANNELS.openHelp, z.tuple([z.enum(HELP_LINKS)]), actions.openHelp);
  handle(CHANNELS.openOutside, OutsideAddress, actions.openOutside);
  handle(CHANNELS.openNotificationSettings, NOTHING, actions.openNotificationSettings);
  handle(CHANNELS.changeSettings, z.tuple([DesktopSettings]), actions.changeSettings);
  handle(CHANNELS.setStartAtLogin, z.tuple([z.boolean()]), actions.setStartAtLogin);
  handle(CHANNELS.mute, z.tuple([Minutes]), actions.mute);
  handle(CHANNELS.testRing, NOTHING, actions.testRing);
  handle(CHANNELS.testNotification, NOTHING, actions.testNotification);
  handle(CHANNELS.checkForUpdates, NOTHING, actions.checkForUpdates);
  handle(CHANNELS.installUpdate, NOTHING, actions.installUpdate);
  handle(CHANNELS.printers, NOTHING, actions.printers);
  handle(CHANNELS.printSheet, CheckInId, actions.printSheet);
  handle(CHANNELS.saveSheet, CheckInId, actions.saveSheet);
  handle(CHANNELS.printTestPage, NOTHING, actions.printTestPage);
  handle(CHANNELS.printNowhere, NOTHING, actions.printNowhere);
  handle(CHANNELS.openKeptSheet, NOTHING, actions.openKeptSheet);
  handle(CHANNELS.forgetPrintTrouble, NOTHING, actions.forgetPrintTrouble);
}
