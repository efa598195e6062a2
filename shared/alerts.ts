import { z } from 'zod';
import type { Card } from './check-in.ts';
import { WarningLight } from './check-in.ts';
import { isLateArrival } from './late-arrivals.ts';
import { Hours } from './time-of-day.ts';

/** What sort of check-in somebody is told of; one may be of two sorts at once. */
export const ALERT_KINDS = ['plain', 'lights', 'damage'] as const;
export const AlertKind = z.enum(ALERT_KINDS);
export type AlertKind = z.infer<typeof AlertKind>;

/** How the shop wants to be told of check-ins, on every board and PC. */
export const AlertSettings = z.strictObject({
  kinds: z.strictObject({
    plain: z.boolean().describe('without warning lights and without damage photos'),
    lights: z.boolean(),
    damage: z.boolean().describe('with damage photos'),
  }),
  plate: z.boolean().describe('whether a notification may show the plate'),
  ring: z.boolean().describe('whether it rings until somebody has seen the check-in'),
  quietHours: Hours.nullable().describe('no ring and no notification meanwhile'),
});
export type AlertSettings = z.infer<typeof AlertSettings>;

/** Told of everything, ringing, at any hour: nothing is missed until the shop says otherwise. */
export const DEFAULT_ALERTS: AlertSettings = {
  kinds: { plain: true, lights: true, damage: true },
  plate: true,
  ring: true,
  quietHours: null,
};

/** A check-in that nobody has seen yet, with what an alert says of it: never a name or a phone number. */
export const Unseen = z.object({
  id: z.string().max(20),
  arrivedAt: z.number().describe('ms since 1970'),
  plate: z.string().max(400).nullable(),
  lights: z.array(WarningLight).max(20).describe('the most urgent ones'),
  lightCount: z.number().int(),
  photoCount: z.number().int(),
  isLate: z.boolean().describe('it came late from the relay'),
});
export type Unseen = z.infer<typeof Unseen>;

/** What an alert says of a card. */
export function toUnseen(card: Card): Unseen {
  const { id, arrivedAt, plate, lights, lightCount, photoCount } = card;
  const isLate = isLateArrival(card);
  return { id, arrivedAt: Date.parse(arrivedAt), plate, lights, lightCount, photoCount, isLate };
}

/** Whether somebody still has to look at a check-in: what was set aside waits for nobody. */
export function isUnseen({ lane, setAside }: Pick<Card, 'lane' | 'setAside'>): boolean {
  return lane === 'new' && setAside === null;
}

/** The sorts that a check-in is of: never none. */
export function kindsOf({ lightCount, photoCount }: Pick<Unseen, 'lightCount' | 'photoCount'>): AlertKind[] {
  const kinds: AlertKind[] = [];
  if (lightCount > 0) kinds.push('lights');
  if (photoCount > 0) kinds.push('damage');
  return kinds.length > 0 ? kinds : ['plain'];
}

/** Whether the shop wants to be told of this check-in. */
export function isWanted(checkIn: Pick<Unseen, 'lightCount' | 'photoCount'>, { kinds }: AlertSettings): boolean {
  return kindsOf(checkIn).some((kind) => kinds[kind]);
}
