import { z } from 'zod';
import { SheetPaper } from './sheet-settings.ts';
import { TimeOfDay } from './time-of-day.ts';

/** Of one sheet, at most. */
export const MOST_COPIES = 5;

/** When a downloaded update is installed: by itself at a time of day, or only when somebody asks. */
export const UpdateTime = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('at'), time: TimeOfDay }),
  z.strictObject({ when: z.literal('asked') }),
]);
export type UpdateTime = z.infer<typeof UpdateTime>;

/**
 * A screen as it is known again: by its id, which a restart of the PC may change, else by its label, size and place in
 * device-independent pixels. `isPrimary` is whether it was the main screen when it was chosen.
 */
export const ScreenIdentity = z.strictObject({
  id: z.number(),
  label: z.string().max(300),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  isPrimary: z.boolean(),
});
export type ScreenIdentity = z.infer<typeof ScreenIdentity>;

/** The members by which a screen is known again, of whatever else is known of it. */
export function identityOf({ id, label, x, y, width, height, isPrimary }: ScreenIdentity): ScreenIdentity {
  return { id, label, x, y, width, height, isPrimary };
}

/** The wall in a window of this PC; without a screen it goes to the second one. */
export const WallWindowSettings = z.strictObject({ isOn: z.boolean(), screen: ScreenIdentity.nullable() });
export type WallWindowSettings = z.infer<typeof WallWindowSettings>;

/** How this PC prints sheets. Without a printer the system's dialog asks for one each time, and none comes by itself. */
export const PrintingSettings = z.strictObject({
  printer: z.string().min(1).max(300).nullable().describe('by the name that the system knows it by'),
  copies: z.number().int().min(1).max(MOST_COPIES),
  paper: SheetPaper.describe('what lies in that printer'),
  onArrival: z.boolean().describe('whether the sheet of a check-in that arrives comes by itself'),
});
export type PrintingSettings = z.infer<typeof PrintingSettings>;

const DEFAULT_PRINTING: PrintingSettings = { printer: null, copies: 1, paper: 'a4', onArrival: false };

/** What belongs to this PC alone, as the person at it can set it. */
export const DesktopSettings = z.strictObject({
  volume: z.number().min(0).max(1).describe('of the ring; 0 is silent'),
  updates: UpdateTime,
  language: z.enum(['auto', 'en', 'zh-CN']).describe('of tray, menu and notifications'),
  wall: WallWindowSettings.default({ isOn: false, screen: null }),
  printing: PrintingSettings.default(DEFAULT_PRINTING),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

export const DEFAULT_DESKTOP_SETTINGS: DesktopSettings = {
  volume: 0.8,
  updates: { when: 'at', time: '20:00' },
  language: 'auto',
  wall: { isOn: false, screen: null },
  printing: DEFAULT_PRINTING,
};
