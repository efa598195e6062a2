import { UserError } from '../station/user-error.ts';
import { environmentFile, systemdUnit, UNIT } from './systemd.ts';
import { TASK, windowsTask } from './windows-task.ts';

/** The program that the system is to run, and how. */
export type ServiceProgram = {
  /** Of Node. */
  node: string;
  /** Node's own options, then the station's program and its options. */
  args: readonly string[];
  dataFolder: string;
};

/** What installing does to the PC, all of it through this. */
export type ServiceSystem = {
  platform: NodeJS.Platform;
  /** The user that runs this, null on Windows. */
  uid: number | null;
  home: string;
  /** DOMAIN\user, as Windows knows the user. */
  windowsUser: string;
  /** The owner of a folder; null where there is none. */
  ownerOf: (folder: string) => number | null;
  hasSystemd: () => boolean;
  /** Rejects with what the program said. */
  run: (program: string, args: readonly string[]) => Promise<void>;
  /** Makes its folders; with an owner the file is for that one alone. */
  write: (path: string, content: string | Uint8Array, owner?: number) => void;
  exists: (path: string) => boolean;
  remove: (path: string) => void;
};

/** Has the system start the station with the PC, with nobody logged in; what was done, line by line. Throws {@link UserError}. */
export async function installService(program: ServiceProgram, system: ServiceSystem): Promise<string[]> {
  return system.platform === 'win32' ? installTask(program, system) : installUnit(program, system);
}

/** Takes that back; the data stay. Throws {@link UserError}. */
export async function removeService(system: ServiceSystem): Promise<string[]> {
  if (system.platform === 'win32') {
    await told(system, 'schtasks', ['/End', '/TN', TASK]).catch(() => {});
    await told(system, 'schtasks', ['/Delete', '/TN', TASK, '/F'], ASK_WINDOWS);
    return [`Removed the scheduled task ${TASK}. The data stay where they are.`];
  }
  const { path, systemctl } = unitPlace(system);
  if (!system.exists(path)) throw new UserError(`There is no service at ${path}. ${OTHER_USER}`);
  await told(system, 'systemctl', [...systemctl, 'disable', '--now', UNIT]);
  system.remove(path);
  await told(system, 'systemctl', [...systemctl, 'daemon-reload']);
  return [`Stopped and removed ${path}. The data stay where they are, service.env too.`];
}

const ASK_WINDOWS = 'Open the terminal as administrator, and try again.';
const OTHER_USER = 'It is installed and removed by the same user: with sudo, or without.';

async function installUnit(program: ServiceProgram, system: ServiceSystem): Promise<string[]> {
  const { path, systemctl, isOfSystem } = unitPlace(system);
  const { dataFolder } = program;
  const owner = system.uid === 0 ? system.ownerOf(dataFolder) : system.uid;
  if (owner === null || owner === 0) {
    throw new UserError(
      `The service does not run as root. Name a data folder with --data that belongs to the user it is to run as, or install it without sudo: then it runs as you.`,
    );
  }
  const environment = environmentFile(dataFolder);
  if (!system.exists(environment.path)) system.write(environment.path, environment.text, owner);
  system.write(path, systemdUnit(program, isOfSystem ? { user: owner } : null));
  await told(system, 'systemctl', [...systemctl, 'daemon-reload']);
  await told(system, 'systemctl', [...systemctl, 'enable', UNIT]);
  await told(system, 'systemctl', [...systemctl, 'restart', UNIT]);
  if (!isOfSystem) {
    await told(
      system,
      'loginctl',
      ['enable-linger'],
      'The service is there, but starts only when you log in. Run: sudo loginctl enable-linger "$USER"',
    );
  }
  return [
    `Installed and started ${path}, as user number ${owner}.`,
    `It starts with the PC, with nobody logged in, and again whenever it ends. Its log: journalctl ${isOfSystem ? '' : '--user '}-u ${UNIT}`,
    `An app secret of this shell's environment is not taken along: enter it on the board, or in ${environment.path}.`,
    'Whether it receives: npm run station -- --doctor, with the same --data.',
  ];
}

async function installTask(program: ServiceProgram, system: ServiceSystem): Promise<string[]> {
  const path = `${program.dataFolder}\\service.xml`;
  // What schtasks reads without asking is UTF-16 with its mark.
  system.write(path, Buffer.from(`\ufeff${windowsTask(program, system.windowsUser)}`, 'utf16le'));
  try {
    await told(system, 'schtasks', ['/Create', '/TN', TASK, '/XML', path, '/F'], ASK_WINDOWS);
  } finally {
    system.remove(path);
  }
  await told(system, 'schtasks', ['/Run', '/TN', TASK]);
  return [
    `Made and started the scheduled task ${TASK}, as ${system.windowsUser}, without its password.`,
    'It starts with the PC, with nobody logged in, and again within a minute when it fails.',
    "An app secret of this terminal's environment is not taken along: enter it on the board.",
  ];
}

/** Where the unit lies: the system's with sudo, else the user's own. Throws {@link UserError} where there is no systemd. */
function unitPlace({ platform, uid, home, hasSystemd }: ServiceSystem): {
  path: string;
  systemctl: readonly string[];
  isOfSystem: boolean;
} {
  if (platform !== 'linux' || !hasSystemd()) {
    throw new UserError(
      'This can be done on Windows, and on Linux with systemd. Elsewhere have the system start the station: docs/service.md.',
    );
  }
  return uid === 0
    ? { path: `/etc/systemd/system/${UNIT}`, systemctl: [], isOfSystem: true }
    : { path: `${home}/.config/systemd/user/${UNIT}`, systemctl: ['--user'], isOfSystem: false };
}

/** Runs a program of the system; throws {@link UserError} with what it said, and what to do. */
async function told(
  { run }: ServiceSystem,
  program: string,
  args: readonly string[],
  remedy = 'Nothing else was changed.',
): Promise<void> {
  try {
    await run(program, args);
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1);
    throw new UserError(`${program} ${args[0]} did not work (${said}). ${remedy}`);
  }
}
