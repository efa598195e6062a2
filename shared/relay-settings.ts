import { z } from 'zod';
import { BrokerCa, RelayShops } from './relay-join.ts';

/** The relay that this desk reads from. The seed of its key is not here: it is kept with the app secret. */
export const RelaySettings = z.strictObject({
  isOn: z.boolean(),
  /** Addresses of the relay's broker. */
  servers: z.array(z.string().max(300)).max(9),
  brand: z.string().max(32),
  /** How this desk is called at the relay. */
  desk: z.string().max(32),
  shops: RelayShops,
  ca: BrokerCa,
});
export type RelaySettings = z.infer<typeof RelaySettings>;

export const DEFAULT_RELAY: RelaySettings = { isOn: false, servers: [], brand: '', desk: '', shops: null, ca: null };
