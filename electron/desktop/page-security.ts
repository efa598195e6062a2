import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, type Session, shell, type WebContents } from 'electron';
import type { Logger } from 'pino';
import { freeName, mayDownload } from '../policy/downloads.ts';
import { mayAttachWebview, mayLoad, mayNavigate, mayOpenWindow } from '../policy/navigation.ts';
import type { PageName } from '../policy/own-page.ts';
import { mayHavePermission } from '../policy/permissions.ts';
import type { Verdict } from '../policy/verdict.ts';

/** Says in the log what was refused, and why. */
function refusals(log: Logger): (what: string, address: string, verdict: Verdict) => boolean {
  return (what, address, verdict) => {
    if (!verdict.ok)
      log.warn({ what, address: address.slice(0, 300), why: verdict.why }, 'a page was refused something');
    return !verdict.ok;
  };
}

/** The rules for everything that any page of the app asks of its session. */
export function secureSession(session: Session, log: Logger): void {
  const isRefused = refusals(log);
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const address = details.requestingUrl || contents.getURL();
    answer(!isRefused('permission', `${permission} for ${address}`, mayHavePermission(permission, address)));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => mayHavePermission(permission, origin.replace(/\/*$/, '/')).ok,
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: isRefused('load', url, mayLoad(url)) }));
  session.on('will-download', (event, item) => {
    const name = item.getFilename();
    if (isRefused('download', item.getURL(), mayDownload(item.getURL(), name))) {
      event.preventDefault();
      return;
    }
    const folder = app.getPath('downloads');
    const path = join(
      folder,
      freeName(name, (taken) => existsSync(join(folder, taken))),
    );
    item.setSavePath(path);
    // Nothing on the page can say where the file is: the folder shows it.
    item.once('done', (_event, state) => {
      if (state === 'completed') shell.showItemInFolder(path);
      else log.error({ state }, 'a file of the page was not saved');
    });
  });
}

/** The rules for what a page may do with its window. `page` is the one that was made for it. */
export function secureContents(contents: WebContents, page: PageName, log: Logger): void {
  const isRefused = refusals(log);
  contents.setWindowOpenHandler(({ url }) => {
    isRefused('window', url, mayOpenWindow());
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (isRefused('navigation', event.url, mayNavigate(event.url, page, event.isMainFrame))) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (isRefused('redirect', event.url, mayNavigate(event.url, page, event.isMainFrame))) event.preventDefault();
  });
  contents.on('will-attach-webview', (event, _preferences, { src }) => {
    if (isRefused('webview', src ?? '', mayAttachWebview())) event.preventDefault();
  });
}
