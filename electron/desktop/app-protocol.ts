import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';
import type { Logger } from 'pino';
import { assetOf, isForGood, PAGE_HEADERS, photoOf } from '../policy/asset-path.ts';
import { APP_SCHEME } from '../policy/own-page.ts';

/** Makes the app's scheme one with an origin, a policy and secure contexts. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page and the pictures of photos, and nothing else, under the app's scheme. */
export function serveApp(pageFolder: string, dataFolder: string, log: Logger): void {
  protocol.handle(APP_SCHEME, async ({ url, method }) => {
    const isRead = method === 'GET' || method === 'HEAD';
    const photo = isRead ? photoOf(url) : null;
    const asset = photo ?? (isRead ? assetOf(url) : null);
    if (asset === null) {
      log.warn({ url: url.slice(0, 300), method, why: 'it names no file of the page' }, 'a request was refused');
      return new Response(null, { status: 404, headers: PAGE_HEADERS });
    }
    try {
      const body = await readFile(join(photo === null ? pageFolder : dataFolder, asset.path));
      const cache = isForGood(asset) ? 'max-age=31536000, immutable' : 'no-cache';
      return new Response(new Uint8Array(body), {
        headers: { ...PAGE_HEADERS, 'content-type': asset.type, 'cache-control': cache },
      });
    } catch (error) {
      log.error({ err: error, path: asset.path }, 'a file of the page could not be read');
      return new Response(null, { status: 404, headers: PAGE_HEADERS });
    }
  });
}
