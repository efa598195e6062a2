import type { StationState } from '../../shared/desktop.ts';
import type { Say } from '../../shared/i18n/say.ts';
import type { Desk } from './desk.ts';

/** What tray, badge and menu show: few words, the same everywhere. */
export type ShellView = {
  status: StationState['state'] | NonNullable<Desk['obstacle']> | 'blind';
  count: number;
  /** The time of day until which the ring is silenced; null while it may ring. */
  mutedUntil: string | null;
};

/** What to show: the station's own trouble first, then what keeps it from accepting; nothing is said to run before it is known. */
export function shellView(station: StationState, desk: Desk, mutedUntil: number | null): ShellView {
  const running = (): ShellView['status'] => {
    if (desk.obstacle === undefined) return 'starting';
    return desk.obstacle ?? (desk.isBlind === true ? 'blind' : 'running');
  };
  const status = station.state === 'running' ? running() : station.state;
  const time = (at: number): string =>
    new Date(at).toLocaleTimeString(undefined, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: desk.timeZone,
    });
  return { status, count: desk.count, mutedUntil: mutedUntil === null ? null : time(mutedUntil) };
}

/** How the station stands, in a line. */
export function statusLine(say: Say, { status }: ShellView): string {
  return say(`shell.status.${status}`);
}

/** How many nobody has seen, in a line. */
export function unseenLine(say: Say, { count }: ShellView): string {
  return count === 0 ? say('shell.all-seen') : say('shell.unseen', { count });
}
