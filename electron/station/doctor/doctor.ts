import type { DoctorCheck } from '../../../shared/doctor.ts';
import { judge } from './checks.ts';
import { measureDisk } from './disk.ts';
import type { DoctorFacts, StationFacts } from './facts.ts';
import { askPc, systemOf, versionsOf } from './pc.ts';
import { readSleepMinutes } from './sleep.ts';

/** What the Doctor looks at on this PC, beside what it is told of the station. */
export type DoctorParts = {
  dataFolder: string;
  platform: NodeJS.Platform;
  version: string;
  sqlite: string;
  elapsed: () => number;
};

/** Looks at the PC and judges it with what is known of the station; each look is bounded, together by ten seconds. */
export async function examine(
  { dataFolder, platform, version, sqlite, elapsed }: DoctorParts,
  { station, hasKeptSecret }: Pick<DoctorFacts, 'station' | 'hasKeptSecret'>,
): Promise<DoctorCheck[]> {
  const system = systemOf(platform);
  const [disk, sleepMinutes] = await Promise.all([measureDisk(dataFolder, elapsed), readSleepMinutes(system, askPc)]);
  return judge({ system, versions: versionsOf(version, sqlite), disk, sleepMinutes, station, hasKeptSecret });
}

/** The Doctor of a running station: whoever asks while it is at work hears what the one before hears. */
export function doctorOf(parts: DoctorParts, facts: () => Promise<StationFacts>): () => Promise<DoctorCheck[]> {
  let running: Promise<DoctorCheck[]> | null = null;
  const run = async (): Promise<DoctorCheck[]> => examine(parts, { station: await facts(), hasKeptSecret: null });
  return () => {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}
