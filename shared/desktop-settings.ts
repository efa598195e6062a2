import { z } from 'zod';
import { TimeOfDay } from './time-of-day.ts';

/** When a downloaded update is installed: by itself at a time of day, or only when somebody asks. */
export const UpdateTime = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('at'), time: TimeOfDay }),
  z.strictObject({ when: z.literal('asked') }),
]);
export type UpdateTime = z.infer<typeof UpdateTime>;

/** What belongs to this PC alone, as the person at it can set it. */
export const DesktopSettings = z.strictObject({
  volume: z.number().min(0).max(1).describe('of the ring; 0 is silent'),
  updates: UpdateTime,
  language: z.enum(['auto', 'en', 'zh-CN']).describe('of tray, menu and notifications'),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

export const DEFAULT_DESKTOP_SETTINGS: DesktopSettings = {
  volume: 0.8,
  updates: { when: 'at', time: '20:00' },
  language: 'auto',
};
