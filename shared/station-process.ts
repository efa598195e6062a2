import { z } from 'zod';
import { Role } from './access.ts';
import { Unseen } from './alerts.ts';
import { Obstacle } from './contract.ts';
import { NewRedLights } from './new-red-lights.ts';
import { NewReport } from './new-report.ts';
import { SecretProtection, StationSettings } from './settings.ts';
import { SheetEnd, SheetPlace, SheetProblem } from './sheet-print.ts';
import { TimeZone } from './time-zone.ts';

// What the desktop app's main process and its station process say to each other. Each parses what it hears: the station
// reads what strangers send, and must not be able to hand main anything but this.

const PlainSecrets = z.strictObject({
  callbackKey: z.string(),
  earlierKeys: z.array(z.strictObject({ key: z.string(), endsAt: z.number().nullable() })),
  boardToken: z.string(),
  stationKey: z.string(),
  appSecret: z.string().nullable(),
  previousSecret: z.string().nullable(),
  previousEnds: z.strictObject({ fingerprint: z.string(), at: z.number() }).nullable(),
  ngrokToken: z.string().nullable(),
  cloudflaredToken: z.string().nullable(),
  platformSecret: z.string().nullable(),
  relaySeed: z.string().nullable(),
});

/** What main asks of the ledger of sheets: that a sheet begins, the next one that is to come by itself, that one has ended. */
export const SheetAsk = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('begin'),
    checkInId: z.string(),
    where: SheetPlace,
    printer: z.string().nullable(),
  }),
  z.object({ what: z.literal('take'), printer: z.string().nullable() }),
  z.object({ what: z.literal('end'), print: z.string(), result: SheetEnd, problem: SheetProblem.nullable() }),
]);
export type SheetAsk = z.infer<typeof SheetAsk>;

/** A sheet that main is to make. */
export const SheetToMake = z.object({
  print: z.string().max(20),
  checkInId: z.string().max(20),
  /** As AutoX3 has sent it: for the name of a file, which main makes of it itself. */
  plate: z.string().nullable(),
  copy: z.number().int(),
});
export type SheetToMake = z.infer<typeof SheetToMake>;

/** What the PC does by itself: without a chosen printer somebody has to be asked, and nothing comes by itself. */
export const UnaskedPrinting = z.object({ hasPrinter: z.boolean(), isOnArrival: z.boolean() });
export type UnaskedPrinting = z.infer<typeof UnaskedPrinting>;

/** What main says. A message of type `page` carries the port of a page that main has checked, and says what it may do. */
export const ToStation = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    dataFolder: z.string(),
    pageFolder: z.string(),
    logFile: z.string(),
    logLevel: z.string(),
    host: z.string(),
    receiverPort: z.number(),
    boardPort: z.number(),
    version: z.string(),
    secrets: PlainSecrets,
    protection: SecretProtection,
    printing: UnaskedPrinting,
  }),
  z.object({ type: z.literal('printing'), printing: UnaskedPrinting }),
  /** Answered by a `sheet-answer` with the same number. */
  z.object({ type: z.literal('sheet-ask'), call: z.number().int(), ask: SheetAsk }),
  z.object({ type: z.literal('page'), role: Role }),
  /** A ring has been heard for these check-ins. */
  z.object({ type: z.literal('rung'), ids: z.array(z.string()) }),
  z.object({ type: z.literal('power'), what: z.enum(['suspend', 'resume']) }),
  z.object({ type: z.literal('secrets-kept'), id: z.number(), protection: SecretProtection.nullable() }),
  z.object({ type: z.literal('stop') }),
]);
export type ToStation = z.infer<typeof ToStation>;

/**
 * Long work of the station before it is ready, in one piece: it says nothing more meanwhile. One that is not heard of again
 * within so many ms is stuck.
 */
export const LongStart = z.object({
  what: z.enum(['restoring', 'updating', 'checking']),
  withinMs: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
export type LongStart = z.infer<typeof LongStart>;

/** What the station says. */
export const ToMain = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('still-starting'), work: LongStart }),
  /** It cannot start; a sentence for the person at the PC. */
  z.object({ type: z.literal('cannot-start'), said: z.string().max(2_000) }),
  z.object({ type: z.literal('keep-secrets'), id: z.number(), secrets: PlainSecrets }),
  /**
   * Check-ins that nobody has seen: with `isAll` all of them, else those that came or changed; `gone` were seen, and one that is
   * in both lists has come back since.
   */
  z.object({
    type: z.literal('unseen'),
    isAll: z.boolean(),
    unseen: z.array(Unseen).max(1_000),
    gone: z.array(z.string().max(20)).max(1_000),
    count: z.number().int(),
  }),
  z.object({ type: z.literal('red-lights'), news: NewRedLights }),
  z.object({ type: z.literal('report'), news: NewReport }),
  /** There may be a sheet to take. */
  z.object({ type: z.literal('sheets-waiting') }),
  /** `sheet` is null where there is none, and for one that has ended; `isStored` is false where the ledger could not be written. */
  z.object({
    type: z.literal('sheet-answer'),
    call: z.number().int(),
    isStored: z.boolean(),
    sheet: SheetToMake.nullable(),
  }),
  /** How the shop wants to be told of check-ins. */
  z.object({ type: z.literal('settings'), settings: StationSettings.pick({ alerts: true }) }),
  /** What keeps it from accepting, and in whose time the shop lives. */
  z.object({
    type: z.literal('status'),
    obstacle: Obstacle.nullable(),
    timeZone: TimeZone,
    /** A restore lacks the app secret since then, in ms since 1970: it rings until that is entered. */
    needsSecretSince: z.number().optional(),
    /** AutoX3 cannot reach this PC, as far as is known. */
    isBlind: z.literal(true).optional(),
  }),
]);
export type ToMain = z.infer<typeof ToMain>;
