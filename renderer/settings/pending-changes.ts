import type { SettingsChange, SettingsGroup } from './station-settings.ts';

/** A change that is shown already; `stored` is what the group was once the station had made it, null before it has answered. */
export interface PendingChange<G extends SettingsGroup> {
  readonly make: SettingsChange<G>;
  readonly stored: string | null;
}

/**
 * The changes that the station's word does not hold yet, `known` being what the page was last told of the group. Changes are
 * stored in their order, so whatever came before one that it holds is in it, too. The same array where all of them are left.
 */
export function notToldYet<G extends SettingsGroup>(
  pending: readonly PendingChange<G>[],
  known: string,
): readonly PendingChange<G>[] {
  const told = pending.findLastIndex(({ stored }) => stored === known);
  return told === -1 ? pending : pending.slice(told + 1);
}
