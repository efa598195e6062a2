import { z } from 'zod';
import { TimeZone } from './time-zone.ts';

/** The style in which plates are drawn: a setting of the shop, never guessed from the text. */
export const PlateStyle = z.enum(['plain', 'uk', 'eu', 'cn']);
export type PlateStyle = z.infer<typeof PlateStyle>;

/** The unit of the odometer as AutoX3 sends it. */
export const DistanceUnit = z.enum(['km', 'mi']);
export type DistanceUnit = z.infer<typeof DistanceUnit>;

/** Of how many characters the name of a shop is at most. */
export const SHOP_NAME_LENGTH = 60;

/** What the shop is called, and how it writes. */
export const ShopSettings = z.strictObject({
  name: z.string().trim().max(SHOP_NAME_LENGTH),
  plateStyle: PlateStyle,
  distanceUnit: DistanceUnit,
  /** In whose time dates and times are shown and quiet hours are reckoned; null is the zone of the station's PC. */
  timeZone: TimeZone.nullable(),
});
export type ShopSettings = z.infer<typeof ShopSettings>;

export const DEFAULT_SHOP: ShopSettings = { name: '', plateStyle: 'plain', distanceUnit: 'km', timeZone: null };
