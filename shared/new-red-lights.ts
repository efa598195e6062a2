import { z } from 'zod';
import { type Card, isDone, WarningLight } from './check-in.ts';

/** Red lights that a later message has added to a vehicle which somebody has seen without them. */
export const NewRedLights = z.object({
  id: z.string().max(20),
  plate: z.string().max(400).nullable(),
  lights: z.array(WarningLight).max(20),
});
export type NewRedLights = z.infer<typeof NewRedLights>;

/** What is known of a card from before, to tell what is new. */
type Before = Pick<Card, 'lights'>;

/**
 * The red lights that a card has and had not before; null without any. Only for vehicles that are being worked on: one in New
 * rings anyway, and what was handed over or set aside comes back to New.
 */
export function newRedLights(
  before: Before | undefined,
  { id, plate, lane, setAside, lights }: Pick<Card, 'id' | 'plate' | 'lane' | 'setAside' | 'lights'>,
): NewRedLights | null {
  if (before === undefined || lane === 'new' || isDone({ lane, setAside })) return null;
  const added = lights.filter((light) => light.severity === 'red' && !before.lights.some((one) => isSame(one, light)));
  return added.length === 0 ? null : { id, plate, lights: added };
}

/** A light keeps its code whatever it is called, and its colour is ours: neither a new name nor a new table is a new light. */
function isSame(one: WarningLight, other: WarningLight): boolean {
  return one.code === other.code && (one.code !== null || one.label === other.label);
}
