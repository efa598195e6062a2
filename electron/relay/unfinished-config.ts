import { z } from 'zod';
import { RelayBrand, RelayConfig } from './relay-config.ts';

/** A brand whose app secret somebody has still to enter. */
export const UnfinishedBrand = RelayBrand.extend({ appSecret: z.string() });

/** `relay.json` as the set-up leaves it: the relay itself does not start before every app secret is there. */
export const UnfinishedConfig = RelayConfig.safeExtend({ brands: z.array(UnfinishedBrand).min(1) });
