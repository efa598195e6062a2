import type { AppUpdater } from 'electron-updater';

/** The part of electron-updater that is used. */
export type Updater = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowDowngrade'
  | 'disableWebInstaller'
  | 'logger'
  | 'quitAndInstall'
  | 'on'
> & { checkForUpdates: () => Promise<{ downloadPromise?: Promise<unknown> | null } | null> };

/** Where updates come from: nowhere in the source tree, and nowhere in a build that was given no feed. */
export type UpdateSource = { why: 'not-packaged' | 'no-feed' } | { why: null; needsPassword: boolean };
