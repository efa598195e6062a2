import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DoctorCheck } from '../shared/doctor.ts';
import { doctorReport } from '../shared/doctor-text.ts';
import { markedBoard } from './station/backup/running-marker.ts';
import { examine } from './station/doctor/doctor.ts';
import type { DoctorFacts } from './station/doctor/facts.ts';
import { wordsIn } from './station/export/words.ts';
import { PROTECTED_SECRETS, readPlainSecrets } from './station/secrets.ts';

/** A station looks for ten seconds at most. */
const ANSWER_WITHIN_MS = 15_000;

/** Where the Doctor looks, and in which form it reports. */
export type DoctorWish = { dataFolder: string; isJson: boolean; version: string; env: NodeJS.ProcessEnv };

/**
 * Asks the station that runs with this data folder, or looks at what can be seen without one; changes nothing. Answers the
 * report and the exit code.
 */
export async function runDoctor(wish: DoctorWish): Promise<{ report: string; exitCode: number }> {
  const checks = await checksOf(wish);
  return {
    report: wish.isJson ? `${JSON.stringify(checks)}\n` : doctorReport(wordsIn('en'), checks, new Date().toISOString()),
    exitCode: exitCodeOf(checks),
  };
}

/** 0 where nothing has to be put right, 1 for warnings, 2 for problems. */
export function exitCodeOf(checks: readonly Pick<DoctorCheck, 'state'>[]): 0 | 1 | 2 {
  const has = (state: DoctorCheck['state']): boolean => checks.some((check) => check.state === state);
  return has('problem') ? 2 : has('warning') ? 1 : 0;
}

async function checksOf({ dataFolder, version, env }: DoctorWish): Promise<DoctorCheck[]> {
  const secrets = readPlainSecrets(dataFolder);
  const found = await askStation(dataFolder, secrets?.boardToken ?? '');
  if (typeof found !== 'string') return found;
  const hasSecret = [secrets?.appSecret, env.FORECOURT_APP_SECRET].some((secret) => (secret ?? '') !== '');
  return examine(
    { dataFolder, version, sqlite: '-', platform: process.platform, elapsed: () => performance.now() },
    { station: found, hasKeptSecret: isLocked(dataFolder) && !hasSecret ? null : hasSecret },
  );
}

/** Whether the secrets are protected by the desktop app, which alone can read them. */
export function isLocked(dataFolder: string): boolean {
  return existsSync(join(dataFolder, PROTECTED_SECRETS)) && readPlainSecrets(dataFolder) === null;
}

/** Whether a station runs with this data folder. */
export async function isAnswering(dataFolder: string): Promise<boolean> {
  return (await askStation(dataFolder, '')) === 'locked';
}

/** What a station says that has left word of where its board is. */
async function askStation(
  dataFolder: string,
  token: string,
): Promise<DoctorCheck[] | Exclude<DoctorFacts['station'], object>> {
  try {
    const board = markedBoard(dataFolder);
    if (board === null) return 'off';
    const answer = await fetch(new URL('/api/v1/doctor', board), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return answer.ok ? z.array(DoctorCheck).parse(await answer.json()) : 'locked';
  } catch {
    return 'silent';
  }
}
