import { z } from 'zod';

/** What a paired device may be: managers use the station's own link. */
export const DeviceRole = z.enum(['desk', 'wall']);
export type DeviceRole = z.infer<typeof DeviceRole>;

/** Of how many characters the name of a device is at most. */
export const LONGEST_DEVICE_NAME = 40;

/** How a device is called in the shop. */
export const DeviceName = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_DEVICE_NAME)
  .regex(/^\P{C}*$/u, 'no control characters');

/** A browser elsewhere that was paired. */
export const Device = z.object({
  id: z.string(),
  name: z.string(),
  role: DeviceRole,
  pairedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  isConnected: z.boolean().describe('a page of it is open now'),
  browser: z.string().nullable().describe('what it said of itself, in short'),
  address: z.string().nullable().describe('from where it last came'),
});
export type Device = z.infer<typeof Device>;

/** A wish to pair a device, good for one time and ten minutes. The device that comes of it has the same id. */
export const Invite = z.object({
  id: z.string(),
  name: z.string(),
  role: DeviceRole,
  code: z.string(),
  expiresAt: z.iso.datetime(),
  links: z.array(z.string()).describe('one for each address at which the board can be reached, the likeliest first'),
});
export type Invite = z.infer<typeof Invite>;

/** All that is known of pairing. */
export const Pairing = z.object({
  devices: z.array(Device),
  invites: z.array(Invite),
  closedUntil: z.iso.datetime().nullable().describe('too many wrong codes came: none is taken until then'),
});
export type Pairing = z.infer<typeof Pairing>;

/** Where a device pairs itself. */
export const PAIR_PATH = '/pair';

/** A code as it is read aloud and typed: `K7QD-2MXA`. */
export function spelledCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
