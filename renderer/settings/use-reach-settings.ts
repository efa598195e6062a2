import type { ReachSettings } from '../../shared/reach-settings.ts';
import { useBoard } from '../board/board-context.ts';
import { type GroupSettings, useSettings } from './station-settings.ts';

/** How AutoX3 reaches this PC, as it is set. */
export interface ReachChange {
  readonly settings: GroupSettings<'reach'>;
  set(change: Partial<ReachSettings>): true;
  /** Somebody has given AutoX3 the address that the way has now. */
  told(): void;
  /** AutoX3 sends to the address that it was given no more. */
  leftAlone(): void;
}

/** The settings of the way from outside, and how single ones are changed. */
export function useReachSettings(): ReachChange {
  const settings = useSettings('reach');
  const address = useBoard((state) => state.status?.reach.address ?? null);
  const set = (change: Partial<ReachSettings>): true => {
    settings.change((now) => ({ ...now, ...change }));
    return true;
  };
  return {
    settings,
    set,
    told: () => address !== null && set({ given: address }),
    leftAlone: () => set({ given: null }),
  };
}
