import { createContext, use } from 'react';
import { ownTimeZone, type TimeZone } from '../../shared/time-zone.ts';

/** In whose time the page speaks: the shop's, once the station has said where that is. */
export const ShopZone = createContext<TimeZone>(ownTimeZone());

/** The zone in which times are shown and typed. */
export function useShopZone(): TimeZone {
  return use(ShopZone);
}
