import { folderUntilExit } from './folder-until-exit.ts';

let unpacked: Promise<string | undefined> | undefined;

/**
 * The packaged Chromium, unpacked once for all starts of this process, into a folder that goes with it; undefined where the
 * stand-in has to find a browser itself. `CHROME_PATH` names another.
 */
export function sharedChromium(): Promise<string | undefined> {
  unpacked ??= unpack();
  return unpacked;
}

async function unpack(): Promise<string | undefined> {
  if (process.env.CHROME_PATH !== undefined) return process.env.CHROME_PATH;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { TMPDIR } = process.env;
  const folder = folderUntilExit('forecourt-chromium-');
  process.env.TMPDIR = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
