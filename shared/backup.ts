import { z } from 'zod';
import { oc } from './procedure.ts';

/** What a backup was made for. */
export const BackupKind = z.enum(['scheduled', 'asked', 'migration']);
export type BackupKind = z.infer<typeof BackupKind>;

/** What lies beside the database of a backup and says what is in it; `sha256` is that of the database file. */
export const BackupManifest = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[\w.-]{1,80}$/),
  kind: BackupKind,
  at: z.iso.datetime(),
  version: z.string().max(100),
  userVersion: z.number().int(),
  stationId: z.string().max(64),
  messages: z.number().int(),
  checkIns: z.number().int(),
  photos: z.number().int(),
  photosMissing: z.number().int().describe('photos that were not on the disk any more'),
  lastMessageId: z.number().int(),
  lastReceivedAt: z.iso.datetime().nullable(),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** A backup as a list shows it. */
export const Backup = BackupManifest.pick({
  id: true,
  kind: true,
  at: true,
  version: true,
  messages: true,
  checkIns: true,
  photos: true,
  photosMissing: true,
  lastReceivedAt: true,
  bytes: true,
}).extend({ isOwn: z.boolean().describe('false: of another station that uses the same folder') });
export type Backup = z.infer<typeof Backup>;

/** A database that was damaged or that a restore has replaced; it holds all that it did then. */
export const SetAside = z.object({ name: z.string(), at: z.iso.datetime(), bytes: z.number().int() });
export type SetAside = z.infer<typeof SetAside>;

/** Why something with a backup could not be done; each has its own sentence. */
export const BackupProblem = z.enum([
  'no-folder',
  'no-rights',
  'no-room',
  'no-connection',
  'damaged-backup',
  /** The database in use itself: nothing was made of it. */
  'damaged-data',
  'newer-backup',
  'nothing-to-restore',
  /** What was restored could not take the place of the database in use. */
  'not-in-use',
  'cancelled',
  'failed',
]);
export type BackupProblem = z.infer<typeof BackupProblem>;

/** Where the folder of the backups lies as seen from the data. */
export const BackupPlace = z.enum(['same-disk', 'other', 'unknown']);
export type BackupPlace = z.infer<typeof BackupPlace>;

/** What a manager should know of the backups, the gravest first. */
export const BackupWarning = z.enum(['failing', 'too-old', 'off', 'same-disk']);
export type BackupWarning = z.infer<typeof BackupWarning>;

/** What a check found to be wrong. */
export const FindingKind = z.enum([
  /** SQLite cannot read parts of the file. */
  'structure',
  /** The file is shorter than it says. */
  'truncated',
  /** The file has gone. */
  'file-missing',
  /** The log of the last changes has gone after a stop that was none: what was in it is missing. */
  'wal-missing',
  'foreign-keys',
  /** The bytes of a message are not those that were received. */
  'message',
  /** What the board shows is not what the message says. */
  'derived',
  'photo-missing',
  'photo-changed',
]);
export type FindingKind = z.infer<typeof FindingKind>;

/** What became of it. `open` waits for a person. */
export const FindingOutcome = z.enum(['repaired', 'set-aside', 'marked', 'open']);
export type FindingOutcome = z.infer<typeof FindingOutcome>;

export const Finding = z.object({
  kind: FindingKind,
  outcome: FindingOutcome,
  /** The check-in that it is about. */
  checkInId: z.string().nullable(),
  at: z.iso.datetime(),
  detail: z.string().max(500),
});
export type Finding = z.infer<typeof Finding>;

/** One look at the data: at a start, once a week, or of what a restore has made. */
export const Check = z.object({
  kind: z.enum(['start', 'full', 'restore']),
  at: z.iso.datetime(),
  findings: z.number().int(),
  /** The first of them. */
  examples: z.array(Finding),
});
export type Check = z.infer<typeof Check>;

/** How far long work has come, from 0 to 1. */
export const BackupWork = z.object({
  what: z.enum(['backup', 'check', 'restore']),
  step: z.enum(['database', 'proving', 'photos', 'reading', 'repairing']),
  share: z.number().min(0).max(1),
});
export type BackupWork = z.infer<typeof BackupWork>;

/** A database that was found damaged, and what there is instead. */
export const DamageState = z.object({
  at: z.iso.datetime(),
  kinds: z.array(FindingKind),
  isSetAside: z.boolean().describe('the station goes on with a new database; the damaged one is kept'),
  backupId: z.string().nullable().describe('the newest good backup'),
  backupAt: z.iso.datetime().nullable(),
  backupCheckIns: z.number().int().nullable(),
  receivedSince: z.number().int().describe('messages received since with the new database'),
});
export type DamageState = z.infer<typeof DamageState>;

/** How the data stand, for every board. */
export const DataHealth = z.object({
  warning: BackupWarning.nullable(),
  damage: DamageState.nullable(),
  work: BackupWork.nullable(),
  needsSecretSince: z.iso
    .datetime()
    .nullable()
    .describe('a restore brought everything back but the app secret, which is in no backup'),
});
export type DataHealth = z.infer<typeof DataHealth>;

/** All that the settings show of backups. */
export const BackupState = z.object({
  /** Where backups go now. */
  folder: z.string(),
  place: BackupPlace,
  problem: BackupProblem.nullable().describe('why the last try failed'),
  nextAt: z.iso.datetime().nullable(),
  backups: z.array(Backup),
  left: z
    .object({ folder: z.string(), backups: z.array(Backup) })
    .nullable()
    .describe('beside the data, from before another folder was chosen and from before updates'),
  setAside: z.array(SetAside),
  checks: z.array(Check),
  work: BackupWork.nullable(),
  lastRestore: z
    .object({
      at: z.iso.datetime(),
      checkIns: z.number().int(),
      unreadable: z.number().int(),
      photosMissing: z.number().int(),
    })
    .nullable(),
  restoreProblem: BackupProblem.nullable(),
});
export type BackupState = z.infer<typeof BackupState>;

const busy = { CONFLICT: { message: 'Something of the kind is at work already' } };
const refused = { BAD_REQUEST: { message: 'It cannot be done', data: z.object({ problem: BackupProblem }) } };
const Folder = z.string().trim().min(1).max(1_000);

/** The part of the contract about backups, checks and restoring; all of it for managers. */
export const backupContract = {
  state: oc.output(BackupState),
  /** The backups in any folder, of another PC say, newest first. */
  look: oc
    .input(z.object({ folder: Folder }))
    .errors(refused)
    .output(z.array(Backup)),
  /** Begins a backup now; the state tells how it goes. */
  now: oc.errors(busy),
  /** Begins a full check now. */
  check: oc.errors(busy),
  cancel: oc,
  /** Begins to restore; without a backup what can be read of the damaged database alone. */
  restore: oc
    .input(z.object({ folder: Folder.nullable(), id: z.string().max(80).nullable() }))
    .errors({ ...busy, ...refused }),
  /** Removes what was set aside, for good; refused while something is damaged or at work. */
  removeSetAside: oc.input(z.object({ name: z.string().max(255) })).errors({ ...busy, ...refused }),
  /** Goes on without what was damaged; it stays where it was put. */
  dismissDamage: oc,
};
