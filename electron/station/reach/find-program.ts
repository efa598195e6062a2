import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program may be found: what the system says of itself. */
export type Places = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv };

/** The places where `cloudflared` is looked for, in order: the one that is set alone, or `PATH` and where its installers put it. */
export function placesOfCloudflared(set: string, { platform, env }: Places): string[] {
  if (set !== '') return [set];
  const isWindows = platform === 'win32';
  const folders = [
    // The desktop app of macOS has no PATH of a shell.
    ...(env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...(isWindows
      ? [env.ProgramFiles, env['ProgramFiles(x86)']].flatMap((folder) =>
          folder === undefined ? [] : [join(folder, 'cloudflared')],
        )
      : ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin']),
  ];
  return folders.map((folder) => join(folder, isWindows ? 'cloudflared.exe' : 'cloudflared'));
}

/** The first of these that is a program; null where none is. */
export function firstProgram(places: readonly string[]): string | null {
  return (
    places.find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    }) ?? null
  );
}
