import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { DEFAULT_DESKTOP_SETTINGS, DesktopSettings } from '../../shared/desktop-settings.ts';
import { readJson, writeAtomically } from '../station/json-file.ts';

const WindowPlace = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
  isMaximized: z.boolean(),
});

/** All that belongs to this PC alone: what somebody has set, and what the app remembers. Kept in `desktop.json`. */
const DesktopFile = z.strictObject({
  settings: DesktopSettings.default(DEFAULT_DESKTOP_SETTINGS),
  window: WindowPlace.nullable().default(null),
  /** Whether it was said once that closing the window leaves the app running. */
  isTrayExplained: z.boolean().default(false),
  /** Until when the ring is silenced, in ms since 1970: a restart does not end it. */
  mutedUntil: z.number().nullable().default(null),
  /** The last try to install an update: one that fails is not repeated at each start. */
  updateAttempt: z.strictObject({ version: z.string(), at: z.number() }).nullable().default(null),
});
type DesktopFile = z.infer<typeof DesktopFile>;

/** The file in memory; every change is written whole. */
export class DesktopMemory {
  #file: DesktopFile;
  readonly #path: string;
  readonly #log: Logger;

  /** A file that cannot be read is passed over: how a window lay is no reason not to start. */
  constructor(dataFolder: string, log: Logger) {
    this.#path = join(dataFolder, 'desktop.json');
    this.#log = log;
    try {
      this.#file = readJson(this.#path, DesktopFile, () => DesktopFile.parse({}));
    } catch (error) {
      log.warn({ err: error }, 'the settings of this PC could not be read: they begin with their defaults');
      this.#file = DesktopFile.parse({});
    }
  }

  get<Name extends keyof DesktopFile>(name: Name): DesktopFile[Name] {
    return this.#file[name];
  }

  set(change: Partial<DesktopFile>): void {
    this.#file = { ...this.#file, ...change };
    try {
      writeAtomically(this.#path, `${JSON.stringify(this.#file, null, 2)}\n`);
    } catch (error) {
      this.#log.error({ err: error }, 'the settings of this PC could not be written: they last until the app ends');
    }
  }
}
