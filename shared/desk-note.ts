import { z } from 'zod';

/** What a note and a key tag may be long, in UTF-16 units, as an input field counts. */
export const LONGEST_NOTE = 500;
export const LONGEST_KEY_TAG = 20;

/** Signs that show nothing and do something: all control characters but the line feed. */
const CONTROLS = /[^\P{Cc}\n]/gu;

/** What the desk typed, without what cannot be seen; nothing typed is null. */
function text(longest: number, clean: (typed: string) => string) {
  return z
    .string()
    .transform((typed) => clean(typed).toWellFormed().trim())
    .pipe(z.string().max(longest))
    .transform((cleaned) => (cleaned === '' ? null : cleaned))
    .nullable();
}

const lines = (typed: string): string => typed.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(CONTROLS, '');
const oneLine = (typed: string): string => typed.replace(/\s+/g, ' ').replace(CONTROLS, '');

/** What the desk writes on a visit: a note, the tag on its key, and by when the vehicle is promised (UTC). */
export const DeskNote = z.object({
  note: text(LONGEST_NOTE, lines),
  keyTag: text(LONGEST_KEY_TAG, oneLine),
  promisedAt: z.iso
    .datetime()
    .max(40)
    .transform((instant) => new Date(instant).toISOString())
    .nullable(),
});
export type DeskNote = z.infer<typeof DeskNote>;
