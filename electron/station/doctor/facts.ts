import type { BackupState } from '../../../shared/backup.ts';
import type { CallbackPath } from '../../../shared/callback-path.ts';
import type { Status } from '../../../shared/contract.ts';
import type { PlatformState } from '../../../shared/platform.ts';
import type { ReachWay } from '../../../shared/reach-settings.ts';
import type { SecretState } from '../../../shared/settings.ts';
import type { UnaskedPrinting } from '../../../shared/station-process.ts';

/** Who started the station: the desktop app at login, the system with the PC, or a person. */
export type StartedBy = 'app' | 'service' | 'person';

/** What was measured on the disk of the data folder. */
export type DiskFacts = {
  /** Room that is left, in bytes; null where the system does not say. */
  free: number | null;
  /** What a commit waits for the disk, in ms: the mean of a few; null where nothing could be written, or not in time. */
  writeMs: number | null;
};

/** What only a running station knows. */
export type StationFacts = {
  status: Pick<Status, 'startedAt' | 'clock' | 'trustsPath' | 'reach' | 'relay' | 'data' | 'sheetsMissing'>;
  secret: Pick<SecretState, 'isSet' | 'previousUntil'>;
  paths: readonly CallbackPath[];
  takesWeak: boolean;
  backups: Pick<BackupState, 'backups' | 'checks'>;
  port: number;
  /** The receiver takes a connection. */
  isPortOpen: boolean;
  /** Ports that must be reached from other machines. */
  portsFromOutside: readonly number[];
  way: ReachWay;
  printing: UnaskedPrinting;
  /** Messages that are kept and shown nowhere. */
  otherMessages: number;
  /** What a relay had dropped before this PC came for it, in ms since 1970; null is nothing since the start. */
  relayGap: { from: number; to: number } | null;
  platform: Pick<PlatformState, 'isSetUp' | 'last'>;
  startedBy: StartedBy;
};

/** Everything on which the Doctor judges. */
export type DoctorFacts = {
  system: 'windows' | 'mac' | 'linux';
  versions: { forecourt: string; node: string; electron: string; sqlite: string; system: string };
  disk: DiskFacts;
  /** After how many minutes without use the PC sleeps on mains power; 0 is never, null unknown. */
  sleepMinutes: number | null;
  /** A station that does not run, or does not say more. */
  station: StationFacts | 'off' | 'silent' | 'locked';
  /** Whether a secret is kept where a station that is off finds it; null where only the desktop app could say. */
  hasKeptSecret: boolean | null;
};
