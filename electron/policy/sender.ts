import { CHANNELS } from '../../shared/desktop.ts';
import { ownPage, type PageName } from './own-page.ts';
import { ALLOWED, refused, type Verdict } from './verdict.ts';

/** Who sent a message to main. */
export type Sender = {
  /** The address of the frame; null when it is gone already. */
  address: string | null;
  isMainFrame: boolean;
  /** Which window it is in; null when it is none of ours. */
  window: PageName | null;
};

/** Who may speak on a channel where that is not the board alone. */
const SPEAKERS: ReadonlyMap<string, readonly PageName[]> = new Map([
  [CHANNELS.rang, ['ring']],
  [CHANNELS.sheetReady, ['sheet']],
  [CHANNELS.connect, ['board', 'wall', 'sheet']],
]);

/**
 * Whether main listens to a message: https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function mayCall(channel: string, { address, isMainFrame, window }: Sender): Verdict {
  if (address === null) return refused('its frame is gone');
  if (!isMainFrame) return refused('it comes from a frame inside the page');
  const page = ownPage(address);
  if (page === null) return refused('it comes from a page that is not ours');
  if (page !== window) return refused('its page does not belong into this window');
  const speakers = SPEAKERS.get(channel) ?? ['board'];
  return speakers.includes(page) ? ALLOWED : refused(`this channel is for the page "${speakers.join('" or "')}"`);
}
