import { packagedChromium } from '../../../support/browser.ts';
import { folderUntilExit } from './folder-until-exit.ts';

let unpacked: Promise<string | undefined> | undefined;

/**
 * The packaged Chromium, unpacked once for all starts of this process, into a folder that goes with it; undefined where the
 * stand-in has to find a browser itself. `CHROME_PATH` names another.
 */
export function sharedChromium(): Promise<string | undefined> {
  unpacked ??=
    process.env.CHROME_PATH === undefined
      ? packagedChromium(folderUntilExit('forecourt-chromium-'))
      : Promise.resolve(process.env.CHROME_PATH);
  return unpacked;
}
