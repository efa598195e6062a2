import type { Status } from './contract.ts';

/** Whether AutoX3 sends to this PC itself, as far as anybody knows; to a relay it does once something has come by that. */
export function isSentHere({ relay, reach }: Pick<Status, 'relay' | 'reach'>): boolean {
  return relay.state === 'off' || (relay.isAwaited && (reach.way !== 'none' || reach.problem === 'no-way'));
}

/** Whether AutoX3 cannot reach this PC, to which it sends, and that has been found and not only not been proven. */
export function isCutOff(status: Pick<Status, 'relay' | 'reach'>): boolean {
  const { light, problem } = status.reach;
  return isSentHere(status) && light === 'blind' && problem !== null;
}
