import { NO_SHOP, shopToken } from './names.ts';
import type { RelayBrand } from './relay-config.ts';

/** Where the message of a shop lies for its desks: the part of its subject; `isServed` where a desk has that shop. */
export type Place = { token: string; isServed: boolean };

/**
 * Says where the messages of shops are put, for a brand with these desks. One of a shop that no desk has is put where all of them
 * look: nobody would read it under its own name, though it is acknowledged.
 */
export function placesFor(desks: RelayBrand['desks']): (storeId: string | null) => Place {
  const all = desks.some(({ shops }) => shops === null);
  const served = new Set([...desks.flatMap(({ shops }) => (shops ?? []).map(shopToken)), NO_SHOP]);
  return (storeId) => {
    const token = shopToken(storeId);
    // A brand without desks gets its first one, which then looks under its shops.
    if (desks.length === 0) return { token, isServed: false };
    const isServed = all || served.has(token);
    return { token: isServed ? token : NO_SHOP, isServed };
  };
}
