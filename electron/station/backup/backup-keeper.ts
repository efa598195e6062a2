import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type {
  Backup,
  BackupKind,
  BackupManifest,
  BackupPlace,
  BackupProblem,
  BackupState,
  DataHealth,
} from '../../../shared/backup.ts';
import type { BackupSettings } from '../../../shared/backup-settings.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { DataRepair } from '../store/data-repair.ts';
import type { StationDatabase } from '../store/database.ts';
import { BackupFolder, BESIDE } from './backup-folder.ts';
import { BackupError } from './backup-problem.ts';
import { nextBackupAt, warningOf } from './backup-schedule.ts';
import { type Damage, forgetDamage, noteDamage, readDamage, suspectDamage, writeDamage } from './damage-file.ts';
import { DataWork } from './data-work.ts';
import { checkAll } from './full-check-work.ts';
import type { Jobs } from './jobs.ts';
import { copyFolder, makeBackup } from './make-backup.ts';
import { type LastRestore, readLastRestore } from './restore-journal.ts';
import { buildRestore } from './restore-work.ts';
import { ROTATION, ROTATION_BESIDE } from './rotation.ts';
import type { RunJob } from './run-job.ts';

export type BackupKeeperParts = {
  db: StationDatabase;
  dataFolder: string;
  version: string;
  settings: () => BackupSettings;
  timeZone: () => TimeZone;
  clock: { now: () => number; elapsed: () => number };
  log: Logger;
  run: RunJob;
  /** Whether the station before this one ended without stopping: then all is looked at soon. */
  wasUnclean: boolean;
  hasSecret: () => boolean;
  /** How the data stand has changed. */
  changed: () => void;
  /** These visits look different now. */
  visitsChanged: (ids: readonly number[]) => void;
  /** Removes the files of photos that were removed. */
  removeFiles: () => void;
  /** Has the station started anew, by whoever runs it, so that what was restored comes into use. */
  restart: () => void;
};

/** How often it is looked whether something is due, and how soon what failed is tried again, in ms. */
const LOOK_EVERY_MS = 60_000;
const LOOK_AGAIN_MS = 20_000;
const AGAIN_AFTER_MS = 15 * 60_000;
/** The first of a run comes so late: a start has other things to do. */
const SETTLED_AFTER_MS = 10 * 60_000;
const CHECK_EVERY_MS = 7 * 86_400_000;

/** Makes backups by their schedule, has the data checked each week, restores when it is asked to, and says how all that stands. */
export class BackupKeeper {
  readonly #parts: BackupKeeperParts;
  readonly #repair: DataRepair;
  readonly #work: DataWork;
  readonly #startedAt: number;
  readonly #timer: NodeJS.Timeout;
  #damage: Damage | null;
  #lastRestore: LastRestore | null;
  #list: BackupManifest[] = [];
  #good: BackupManifest | null = null;
  #place: BackupPlace = 'unknown';
  #lookedAt = 0;
  readonly #ending = new AbortController();
  #problem: BackupProblem | null = null;
  #restoreProblem: BackupProblem | null = null;
  #triedAt = 0;
  #checkTriedAt = 0;

  constructor(parts: BackupKeeperParts) {
    this.#parts = parts;
    this.#repair = new DataRepair(parts.db);
    this.#work = new DataWork(parts.clock.elapsed, parts.changed);
    this.#startedAt = parts.clock.now();
    this.#damage = readDamage(parts.dataFolder);
    this.#lastRestore = readLastRestore(parts.dataFolder);
    rmSync(copyFolder(parts.dataFolder), { recursive: true, force: true });
    void this.look();
    this.#restoreAsAsked();
    this.#timer = setInterval(() => this.#tick(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** The folder that backups go to now. */
  get folder(): BackupFolder {
    const { folder } = this.#parts.settings();
    return folder === null
      ? new BackupFolder(join(this.#parts.dataFolder, BESIDE), true)
      : new BackupFolder(folder, false);
  }

  /** How the data stand, for every board. */
  health(): DataHealth {
    const now = this.#parts.clock.now();
    const [newest] = this.#list;
    const firstAt = this.#repair.firstReceivedAt();
    return {
      warning: warningOf({
        settings: this.#parts.settings(),
        problem: this.#problem,
        place: this.#place,
        lastAt: newest === undefined ? null : Date.parse(newest.at),
        firstAt,
        startedAt: this.#startedAt,
        now,
      }),
      damage:
        this.#damage === null
          ? null
          : {
              at: new Date(this.#damage.at).toISOString(),
              kinds: this.#damage.kinds,
              isSetAside: this.#damage.folders.length > 0,
              backupId: this.#good?.id ?? null,
              backupAt: this.#good?.at ?? null,
              backupCheckIns: this.#good?.checkIns ?? null,
              receivedSince: this.#damage.folders.length > 0 ? this.#repair.messageCount() : 0,
            },
      work: this.#work.present,
      needsSecretSince:
        this.#lastRestore === null || this.#parts.hasSecret() ? null : new Date(this.#lastRestore.at).toISOString(),
    };
  }

  state(): BackupState {
    if (this.#parts.clock.elapsed() - this.#lookedAt > LOOK_AGAIN_MS) void this.look();
    const { path } = this.folder;
    const [newest] = this.#list;
    const next = nextBackupAt(
      this.#parts.settings(),
      newest === undefined ? null : Date.parse(newest.at),
      this.#parts.clock.now(),
      this.#parts.timeZone(),
    );
    return {
      folder: path,
      place: this.#place,
      problem: this.#problem,
      nextAt: next === null ? null : new Date(next).toISOString(),
      backups: this.#list.map((manifest) => this.#shown(manifest)),
      checks: this.#repair.checks(),
      work: this.#work.present,
      lastRestore:
        this.#lastRestore === null ? null : { ...this.#lastRestore, at: new Date(this.#lastRestore.at).toISOString() },
      restoreProblem: this.#restoreProblem,
    };
  }

  /** Reads the folder of the backups anew, in a thread of its own. While something is damaged it looks for a good one. */
  async look(): Promise<void> {
    const { dataFolder, clock, log } = this.#parts;
    this.#lookedAt = clock.elapsed();
    const { folder } = this;
    const before = this.health();
    try {
      const { backups, goodId, place } = await this.#listOf(folder, this.#damage !== null);
      if (folder.path !== this.folder.path) return;
      this.#list = backups;
      this.#good = backups.find(({ id }) => id === goodId) ?? null;
      this.#place = place;
      if (!isDeepStrictEqual(this.health(), before)) this.#parts.changed();
    } catch (error) {
      if (!this.#ending.signal.aborted) log.warn({ err: error, dataFolder }, 'the backups could not be listed');
    }
  }

  /** The backups of any folder, newest first. Rejects with {@link BackupError} where it cannot be seen. */
  async lookIn(folder: string): Promise<Backup[]> {
    const { backups, place } = await this.#listOf(new BackupFolder(folder, false), false);
    if (place === 'unknown') throw new BackupError('no-folder', 'there is no such folder');
    return backups.map((manifest) => this.#shown(manifest));
  }

  /** Other settings are in force: what went wrong with those before says nothing of them. */
  settingsChanged(): void {
    this.#problem = null;
    this.#triedAt = 0;
    this.#list = [];
    void this.look();
    this.#parts.changed();
  }

  /** Begins a backup; false when something is at work already. */
  backUp(kind: BackupKind): boolean {
    const { db, dataFolder, version, clock, run, log } = this.#parts;
    const { folder } = this;
    this.#triedAt = clock.now();
    return this.#work.begin(
      'backup',
      async (progress, signal) => {
        const rotation = folder.isOurs ? ROTATION_BESIDE : ROTATION;
        const parts = { db, dataFolder, folder, kind, version, at: clock.now(), rotation, run, progress, signal };
        const made = await makeBackup(parts);
        const { id, messages, bytes } = made;
        this.#list = [made, ...this.#list];
        log.info({ id, messages, bytes }, 'a backup was made');
      },
      (problem, error) => {
        if (problem !== 'cancelled') this.#problem = problem;
        if (problem !== null) log.warn({ err: error, problem, folder: folder.path }, 'no backup was made');
        void this.look();
      },
    );
  }

  /** Begins to look at everything; false when something is at work already. */
  check(): boolean {
    const { db, dataFolder, clock, run, log, visitsChanged, removeFiles } = this.#parts;
    this.#checkTriedAt = clock.now();
    return this.#work.begin(
      'check',
      async (progress, signal) => {
        const findings = await checkAll({
          db,
          repair: this.#repair,
          dataFolder,
          folder: this.folder,
          run,
          progress,
          signal,
          visitsChanged,
        });
        removeFiles();
        this.#repair.logCheck('full', clock.now(), findings);
        log.info({ findings: findings.length }, 'everything was checked');
        const grave = findings.find(({ outcome }) => outcome === 'open');
        if (grave !== undefined) {
          noteDamage(dataFolder, grave.kind, clock.now());
          this.#damage = readDamage(dataFolder);
          void this.look();
        }
      },
      (problem, error) => {
        if (problem !== null && problem !== 'cancelled')
          log.warn({ err: error, problem }, 'not everything could be checked');
      },
    );
  }

  /** Begins to restore from a backup of a folder, or, without one, what can be read of the damaged database. */
  restore(from: string | null, id: string | null): 'begun' | 'busy' | BackupProblem {
    const { db, dataFolder, clock, run, log, restart } = this.#parts;
    const folder = from === null ? this.folder : new BackupFolder(from, false);
    if (id === null && this.#damage === null) return 'nothing-to-restore';
    this.#restoreProblem = null;
    if (this.#damage?.kinds.includes('structure') === true && this.#damage.folders.length === 0) {
      if (this.#work.present !== null) return 'busy';
      // What a damaged file receives while the new one is made might be lost with it.
      suspectDamage(dataFolder, clock.now(), { folder: from, id });
      this.#damage = readDamage(dataFolder);
      restart();
      return 'begun';
    }
    const hasBegun = this.#work.begin(
      'restore',
      (progress, signal) =>
        buildRestore({ db, dataFolder, folder, id, damage: this.#damage, now: clock.now(), run, progress, signal }),
      (problem, error) => {
        this.#restoreProblem = problem;
        if (problem === null) restart();
        else log.error({ err: error, problem }, 'nothing was restored');
      },
    );
    return hasBegun ? 'begun' : 'busy';
  }

  /** Reading or writing has met damage: the next start sets the database aside, and that is now. */
  foundDamaged(): void {
    if (this.#damage?.state === 'suspect') return;
    this.#parts.log.error('the database was found damaged while it was in use: the station starts anew without it');
    suspectDamage(this.#parts.dataFolder, this.#parts.clock.now());
    this.#damage = readDamage(this.#parts.dataFolder);
    this.#parts.restart();
  }

  cancel(): void {
    this.#work.cancel();
  }

  dismissDamage(): void {
    forgetDamage(this.#parts.dataFolder);
    this.#damage = null;
    this.#parts.changed();
  }

  /** The backups of this station from before a moment: they may hold what has been deleted since. Null where none can be seen. */
  olderThan(at: number): Backup[] | null {
    if (this.#place === 'unknown' && !this.folder.isOurs) return null;
    return this.#own()
      .filter((manifest) => Date.parse(manifest.at) < at)
      .map((manifest) => this.#shown(manifest));
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#ending.abort();
    await this.#work.stop();
  }

  /** Goes on with a restore that had the damaged database set aside first; once, whatever comes of it. */
  #restoreAsAsked(): void {
    const asked = this.#damage?.restore ?? null;
    if (this.#damage === null || asked === null) return;
    this.#damage = { ...this.#damage, restore: null };
    writeDamage(this.#parts.dataFolder, this.#damage);
    this.restore(asked.folder, asked.id);
  }

  #tick(): void {
    const { clock, settings, timeZone, wasUnclean } = this.#parts;
    const now = clock.now();
    if (this.#work.present !== null || now - this.#startedAt < SETTLED_AFTER_MS) return;
    const [newest] = this.#list;
    const next = nextBackupAt(settings(), newest === undefined ? null : Date.parse(newest.at), now, timeZone());
    if (next !== null && next <= now && now - this.#triedAt >= AGAIN_AFTER_MS) {
      this.backUp('scheduled');
      return;
    }
    const lastCheck = this.#repair.lastCheckAt('full') ?? this.#repair.firstReceivedAt();
    const isDue =
      lastCheck !== null && (now - lastCheck >= CHECK_EVERY_MS || (wasUnclean && lastCheck < this.#startedAt));
    if (isDue && now - this.#checkTriedAt >= AGAIN_AFTER_MS) this.check();
  }

  #listOf({ path, isOurs }: BackupFolder, verify: boolean): Promise<Jobs['list']['answer']> {
    const { run, dataFolder } = this.#parts;
    return run({ name: 'list', folder: path, isOurs, dataFolder, verify }, () => {}, this.#ending.signal);
  }

  #own(): BackupManifest[] {
    const own = this.#repair.stationId();
    // A backup from before a station had an id was made beside its data, or says so by being the only one.
    return this.#list.filter(({ stationId }) => stationId === own || stationId === '');
  }

  #shown(manifest: BackupManifest): Backup {
    const { id, kind, at, version, messages, checkIns, photos, photosMissing, lastReceivedAt, bytes, stationId } =
      manifest;
    const isOwn = stationId === this.#repair.stationId() || stationId === '';
    return { id, kind, at, version, messages, checkIns, photos, photosMissing, lastReceivedAt, bytes, isOwn };
  }
}
