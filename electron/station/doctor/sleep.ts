import type { DoctorFacts } from './facts.ts';

/** Runs a program of the system; what it printed, or null. */
export type Ask = (program: string, args: readonly string[]) => Promise<string | null>;

/**
 * After how many minutes without use this PC sleeps on mains power, as far as its system tells without special rights: 0 is
 * never, null unknown. A person can send it to sleep in any case.
 */
export async function readSleepMinutes(system: DoctorFacts['system'], ask: Ask): Promise<number | null> {
  switch (system) {
    case 'windows':
      return windowsSleep(await ask('powercfg', ['/query', 'SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE']));
    case 'mac':
      return macSleep(await ask('pmset', ['-g', 'custom']));
    case 'linux': {
      const target = await ask('systemctl', ['show', '--property=LoadState', 'sleep.target']);
      if (target?.trim() === 'LoadState=masked') return 0;
      const schema = 'org.gnome.settings-daemon.plugins.power';
      const type = await ask('gsettings', ['get', schema, 'sleep-inactive-ac-type']);
      return linuxSleep(type, await ask('gsettings', ['get', schema, 'sleep-inactive-ac-timeout']));
    }
  }
}

/** Its words are the system's language: of its hexadecimal figures, in seconds, the last two are mains and battery. */
function windowsSleep(said: string | null): number | null {
  const [mains] = [...(said ?? '').matchAll(/0x([0-9a-f]{8})/gi)].slice(-2);
  return mains === undefined ? null : Math.ceil(Number.parseInt(mains[1] ?? '', 16) / 60);
}

function macSleep(said: string | null): number | null {
  const minutes = /AC Power:[^:]*?\n\s*sleep\s+(\d+)/.exec(said ?? '')?.[1];
  return minutes === undefined ? null : Number(minutes);
}

function linuxSleep(type: string | null, timeout: string | null): number | null {
  if (type?.trim() === "'nothing'") return 0;
  const seconds = /(\d+)\s*$/.exec(timeout ?? '')?.[1];
  return type?.trim() !== "'suspend'" || seconds === undefined ? null : Math.ceil(Number(seconds) / 60);
}
