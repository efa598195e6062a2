import { useBoard } from '../board/board-context.ts';
import { useStationState } from '../desktop/desktop.ts';
import { useClockText } from './clock.ts';
import { isJoining, type StatusView, statusView } from './status-view.ts';

/** What the status light says at this moment. */
export function useStatusView(): StatusView {
  const connection = useBoard((state) => state.connection);
  const status = useBoard((state) => state.status);
  const station = useStationState();
  return statusView(connection, status, station, useIsJoining());
}

/** Whether this desk only just began to connect to its relay. */
export function useIsJoining(): boolean {
  const relay = useBoard((state) => state.status?.relay ?? null);
  return useClockText((now) => (relay !== null && isJoining(relay, now) ? 'joins' : 'is-there')) === 'joins';
}
