import { z } from 'zod';

/**
 * What somebody whom the station has let in may do, each all that the ones after it may: a `manager` sets the shop up, a
 * `desk` works with check-ins, a `wall` only watches, without what is private.
 */
export const ROLES = ['manager', 'desk', 'wall'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Whether a role may do what is for `needed`. */
export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed);
}

/** Who asks. `device` is the name of a paired device; null for the station's own link and for the desktop app. */
export const Access = z.object({ role: Role, device: z.string().nullable() });
export type Access = z.infer<typeof Access>;

/** Whoever holds the station's own link, and the window of the desktop app. */
export const OWN_ACCESS: Access = { role: 'manager', device: null };
