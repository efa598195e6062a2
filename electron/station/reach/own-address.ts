import { aborted, type Tunnel } from './tunnel.ts';

/** The shop's own reverse proxy: somebody else leads here, and only the probe can tell whether it does. */
export function ownAddress(address: string): Tunnel {
  return async (_local, events, signal) => {
    events.up(address);
    await aborted(signal);
    return 'tunnel-lost';
  };
}
