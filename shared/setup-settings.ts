import { z } from 'zod';

/** The steps of setting the station up, in their order. */
export const SETUP_STEPS = ['language', 'secret', 'reach', 'address', 'first-message', 'rest'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** How far somebody has come with setting the station up: left on one screen, it goes on at another. */
export const SetupSettings = z.strictObject({ step: z.enum(SETUP_STEPS), isDone: z.boolean() });
export type SetupSettings = z.infer<typeof SetupSettings>;

export const DEFAULT_SETUP: SetupSettings = { step: 'language', isDone: false };
