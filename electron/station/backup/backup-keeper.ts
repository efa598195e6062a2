import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
import type { BackupsHolding } from '../../../shared/retention.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { instant, instantOrNull } from '../instant.ts';
import { DataRepair } from '../store/data-repair.ts';
import type { StationDatabase } from '../store/database.ts';
import { BackupFolder, BESIDE } from './backup-folder.ts';
import { BackupError } from './backup-problem.ts';
import { nextBackupAt, warningOf } from './backup-schedule.ts';
import { copiesBeforeUpdate } from './before-update.ts';
import { type Damage, forgetDamage, noteDamage, readDamage, suspectDamage, writeDamage } from './damage-file.ts';
import { DataWork } from './data-work.ts';
import { checkAll } from './full-check-work.ts';
import type { Jobs } from './jobs.ts';
import { copyFolder, makeBackup } from './make-backup.ts';
import { type LastRestore, readLastRestore, waitingRestore } from './restore-journal.ts';
import { buildRestore } from './restore-work.ts';
import { ROTATION, ROTATION_BESIDE, replacedBy } from './rotation.ts';
import type { RunJob } from './run-job.ts';
import { listSetAside, removeSetAside } from './set-aside.ts';

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
/** Before a station without the damaged database starts, in ms: who met the damage is answered first. */
const ANSWERED_WITHIN_MS = 100;
const CHECK_EVERY_MS = 7 * 86_400_000;

/** Makes backups by their schedule, has the data checked each week, restores when it is asked to, and says how all that stands. */
export class BackupKeeper {
  readonly #parts: BackupKeeperParts;
  readonly #repair: DataRepair;
  readonly #work: DataWork;
  readonly #startedAt: number;
  readonly #timer: NodeJS.Timeout;
  #damage: Damage | null;
  #restarting: NodeJS.Timeout | undefined;
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
    if (waitingRestore(parts.dataFolder) !== null) this.#restoreProblem = 'not-in-use';
    rmSync(copyFolder(parts.dataFolder), { recursive: true, force: true });
    void this.look();
    this.#restoreAsAsked();
    this.#keepCopies();
    this.#timer = setInterval(() => {
      try {
        this.#beginWhatIsDue();
      } catch (error) {
        parts.log.warn({ err: error }, 'it could not be looked up what is due');
      }
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** The folder that backups go to now. */
  get folder(): BackupFolder {
    const { folder } = this.#parts.settings();
    return folder === null ? this.#beside : new BackupFolder(folder, false);
  }

  get #beside(): BackupFolder {
    return new BackupFolder(join(this.#parts.dataFolder, BESIDE), true);
  }

  /** Where backups lie from before another folder was chosen; null when they go there now. */
  get #left(): BackupFolder | null {
    return resolve(this.folder.path) === resolve(this.#beside.path) ? null : this.#beside;
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
              at: instant(this.#damage.at),
              kinds: this.#damage.kinds,
              isSetAside: this.#damage.folders.length > 0,
              backupId: this.#good?.id ?? null,
              backupAt: this.#good?.at ?? null,
              backupCheckIns: this.#good?.checkIns ?? null,
              receivedSince: this.#damage.folders.length > 0 ? this.#repair.messageCount() : 0,
            },
      work: this.#work.present,
      needsSecretSince: this.#lastRestore === null || this.#parts.hasSecret() ? null : instant(this.#lastRestore.at),
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
      nextAt: instantOrNull(next),
      backups: this.#list.map((manifest) => this.#shown(manifest)),
      left:
        this.#left === null
          ? null
          : { folder: this.#left.path, backups: this.#left.list().map((manifest) => this.#shown(manifest)) },
      setAside: listSetAside(this.#parts.dataFolder),
      checks: this.#repair.checks(),
      work: this.#work.present,
      lastRestore: this.#lastRestore === null ? null : { ...this.#lastRestore, at: instant(this.#lastRestore.at) },
      restoreProblem: this.#restoreProblem,
    };
  }

  /** Reads the folder of the backups anew, in a thread of its own. While something is damaged it looks for a good one. */
  async look(): Promise<void> {
    const { dataFolder, clock, log } = this.#parts;
    this.#lookedAt = clock.elapsed();
    const { folder } = this;
    try {
      const before = this.health();
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
    this.#place = 'unknown';
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
        const beside = this.#left?.path ?? null;
        const parts = { db, dataFolder, folder, kind, version, rotation, beside, run, progress, signal };
        const made = await makeBackup({ ...parts, at: clock.now() });
        const { id, messages, bytes } = made;
        this.#list = [made, ...this.#list];
        log.info({ id, messages, bytes }, 'a backup was made');
      },
      (problem, error) => {
        if (problem !== 'cancelled') this.#problem = problem;
        if (problem !== null) log.warn({ err: error, problem, folder: folder.path }, 'no backup was made');
        if (problem === 'damaged-data') this.foundDamaged();
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
        if (grave?.kind === 'structure') throw new BackupError('damaged-data', grave.detail);
        if (grave !== undefined) {
          noteDamage(dataFolder, grave.kind, clock.now());
          this.#damage = readDamage(dataFolder);
          void this.look();
        }
      },
      (problem, error) => {
        if (problem !== null && problem !== 'cancelled')
          log.warn({ err: error, problem }, 'not everything could be checked');
        if (problem === 'damaged-data') this.foundDamaged();
      },
    );
  }

  /** Begins to restore from a backup of a folder, or, without one, what can be read of the damaged database. */
  restore(from: string | null, id: string | null): 'begun' | 'busy' | BackupProblem {
    const { db, dataFolder, clock, run, log, restart, removeFiles } = this.#parts;
    const folder = from === null ? this.folder : new BackupFolder(from, false);
    if (id === null && this.#damage === null) return 'nothing-to-restore';
    this.#restoreProblem = null;
    if (this.#damage?.kinds.includes('structure') === true && this.#damage.folders.length === 0) {
      if (this.#work.present !== null) return 'busy';
      // What a damaged file receives while the new one is made might be lost with it.
      this.foundDamaged({ folder: from, id });
      return 'begun';
    }
    const hasBegun = this.#work.begin(
      'restore',
      (progress, signal) =>
        buildRestore({ db, dataFolder, folder, id, damage: this.#damage, now: clock.now(), run, progress, signal }),
      (problem, error) => {
        this.#restoreProblem = problem;
        if (problem === null) return restart();
        log.error({ err: error, problem }, 'nothing was restored');
        removeFiles();
        if (problem === 'damaged-data') this.foundDamaged({ folder: from, id });
      },
    );
    return hasBegun ? 'begun' : 'busy';
  }

  /** Something has met damage: the next start sets the database aside, and that is now; then it restores what was asked for. */
  foundDamaged(restore: Damage['restore'] = null): void {
    const { dataFolder, clock, log, restart } = this.#parts;
    const isKnown = this.#damage?.state === 'suspect';
    if (isKnown && restore === null) return;
    suspectDamage(dataFolder, clock.now(), restore);
    this.#damage = readDamage(dataFolder);
    if (isKnown || this.#ending.signal.aborted) return;
    log.error('the database was found damaged while it was in use: the station starts anew without it');
    this.#restarting = setTimeout(restart, ANSWERED_WITHIN_MS);
  }

  /** Whether a database is being made whose photos must stay. */
  get isRestoring(): boolean {
    return this.#work.present?.what === 'restore';
  }

  cancel(): void {
    this.#work.cancel();
  }

  dismissDamage(): void {
    forgetDamage(this.#parts.dataFolder);
    this.#damage = null;
    this.#parts.changed();
  }

  /** Removes what was set aside, for good; not while something is damaged, which may have to be restored from it. */
  removeSetAside(name: string): 'busy' | null {
    if (this.#damage !== null || this.#work.present !== null) return 'busy';
    removeSetAside(this.#parts.dataFolder, name);
    this.#parts.log.warn({ name }, 'what was set aside was deleted');
    return null;
  }

  /** What still holds all that is in the database now, and may be removed from it next. */
  holding(): BackupsHolding {
    const { isOurs } = this.folder;
    const gone = [
      ...this.#ownOf(this.#list).map((backup) => replacedBy(backup, isOurs ? ROTATION_BESIDE : ROTATION)),
      ...this.#ownOf(this.#left?.list() ?? []).map((backup) => replacedBy(backup, ROTATION_BESIDE)),
    ];
    const isReplaced = this.#parts.settings().isOn && gone.length > 0;
    return {
      count: isOurs || this.#place !== 'unknown' ? gone.length : null,
      goneBy: isReplaced ? new Date(Math.max(...gone)).toISOString() : null,
      setAside: listSetAside(this.#parts.dataFolder).map(({ at }) => at),
    };
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#restarting);
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

  /** Proves what was copied before an update. While something else is at work that is for the next start. */
  #keepCopies(): void {
    const { dataFolder, version, run, log } = this.#parts;
    const copies = copiesBeforeUpdate(dataFolder);
    if (!existsSync(copies)) return;
    const folder = join(dataFolder, BESIDE);
    this.#work.begin(
      'backup',
      async (progress, signal) => {
        await run({ name: 'keep-copies', folder, isOurs: true, copies, version }, progress, signal);
      },
      (problem, error) => {
        if (problem !== null) log.warn({ err: error, problem }, 'the copy from before the update is no backup');
        void this.look();
      },
    );
  }

  #beginWhatIsDue(): void {
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

  #ownOf(backups: readonly BackupManifest[]): BackupManifest[] {
    const own = this.#repair.stationId();
    // A backup from before a station had an id was made beside its data, or says so by being the only one.
    return backups.filter(({ stationId }) => stationId === own || stationId === '');
  }

  #shown(manifest: BackupManifest): Backup {
    const { id, kind, at, version, messages, checkIns, photos, photosMissing, lastReceivedAt, bytes, stationId } =
      manifest;
    const isOwn = stationId === this.#repair.stationId() || stationId === '';
    return { id, kind, at, version, messages, checkIns, photos, photosMissing, lastReceivedAt, bytes, isOwn };
  }
}
