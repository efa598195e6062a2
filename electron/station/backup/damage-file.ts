import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FindingKind } from '../../../shared/backup.ts';
import { readJson, writeAtomically } from '../json-file.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { SET_ASIDE } from './set-aside.ts';

/**
 * What was found to be damaged, until it is restored or somebody goes on without it; `folders` are what was set aside. A
 * `suspect` one is still in use, and is set aside at the next start; `restore` is what was asked for and begins after that.
 */
export const Damage = z.object({
  at: z.number(),
  kinds: z.array(FindingKind),
  folders: z.array(z.string().regex(/^set-aside\/[\w.-]+$/)),
  state: z.enum(['suspect', 'setting-aside', 'open']),
  restore: z.object({ folder: z.string().nullable(), id: z.string().nullable() }).nullable().default(null),
});
export type Damage = z.infer<typeof Damage>;

const FILE = 'damage.json';

/** The damage that nobody has dealt with yet. A file that cannot be read is damage of its own, and says nothing. */
export function readDamage(dataFolder: string): Damage | null {
  try {
    return readJson<Damage | null>(join(dataFolder, FILE), Damage, () => null);
  } catch {
    return null;
  }
}

export function writeDamage(dataFolder: string, damage: Damage): void {
  writeAtomically(join(dataFolder, FILE), `${JSON.stringify(damage, null, 2)}\n`);
}

/** It is dealt with. What was set aside stays where it is. */
export function forgetDamage(dataFolder: string): void {
  rmSync(join(dataFolder, FILE), { force: true });
}

/** Notes damage of a database that stays in use for now. */
export function noteDamage(dataFolder: string, kind: FindingKind, now: number): void {
  const before = readDamage(dataFolder);
  const kinds = [...new Set([...(before?.kinds ?? []), kind])];
  const { at = now, folders = [], restore = null } = before ?? {};
  writeDamage(dataFolder, { at, folders, kinds, state: 'open', restore });
}

/** Has the next start set the database aside, whatever it looks like then. */
export function suspectDamage(dataFolder: string, now: number, restore: Damage['restore'] = null): void {
  noteDamage(dataFolder, 'structure', now);
  const damage = readDamage(dataFolder);
  if (damage !== null) writeDamage(dataFolder, { ...damage, state: 'suspect', restore });
}

/**
 * Moves a damaged database with its log out of the way, into a folder of its own; never over anything, and nothing of it is
 * changed. What it will do is written down first, so that the next start ends what a power cut broke off.
 */
export function setAside(dataFolder: string, kinds: readonly FindingKind[], now: number): Damage {
  const before = readDamage(dataFolder);
  const folder = `${SET_ASIDE}/${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  const damage: Damage = {
    at: now,
    kinds: [...new Set([...(before?.kinds ?? []), ...kinds])],
    folders: [...(before?.folders ?? []), folder],
    state: 'setting-aside',
    restore: before?.restore ?? null,
  };
  writeDamage(dataFolder, damage);
  return finishSettingAside(dataFolder, damage);
}

/** Ends what {@link setAside} began. */
export function finishSettingAside(dataFolder: string, damage: Damage): Damage {
  const folder = damage.folders.at(-1);
  if (damage.state !== 'setting-aside' || folder === undefined) return damage;
  moveDatabase(dataFolder, join(dataFolder, folder));
  const open: Damage = { ...damage, state: 'open' };
  writeDamage(dataFolder, open);
  return open;
}

/** Moves a database that nobody uses, with its log, as far as it is there. */
export function moveDatabase(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const end of ['-shm', '-wal', '']) {
    const name = DATABASE_FILE + end;
    if (existsSync(join(from, name)) && !existsSync(join(to, name))) renameSync(join(from, name), join(to, name));
  }
}
