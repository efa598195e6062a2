import type { Request as PageRequest, Route } from 'playwright-core';
import type { StandInSession } from '../session.ts';
import type { StandInContents } from '../window/web-contents.ts';
import { headerToBrowser, isMapped, toApp } from './addresses.ts';

const LOOPBACK = /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?(\/|$)/;
// The document stays where it is: https://fetch.spec.whatwg.org/#null-body-status
const STAY = { status: 204 };

/** Types of Electron's that Playwright calls otherwise. */
const TYPES: Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']> = {
  stylesheet: 'stylesheet',
  script: 'script',
  image: 'image',
  font: 'font',
  media: 'media',
  xhr: 'xhr',
  fetch: 'xhr',
  websocket: 'webSocket',
  ping: 'ping',
  cspviolationreport: 'cspReport',
};

let lastId = 0;

/** The contents of the page that asks; undefined for a window that the page opened by itself. */
function askedBy(request: PageRequest, session: StandInSession): { contents?: StandInContents; isMain: boolean } {
  try {
    const frame = request.frame();
    const contents = session.contentsOf(frame.page());
    return { ...(contents === undefined ? {} : { contents }), isMain: frame.parentFrame() === null };
  } catch {
    // A navigation of a frame that Playwright does not know yet: that of a window just opened.
    return { isMain: true };
  }
}

/**
 * Answers a request of a page: refused navigation leaves the page where it is; the app's own schemes are answered by its
 * handlers, with their headers; a server on this computer is let; the rest of the world is not there.
 */
export async function answerRequests(route: Route, session: StandInSession): Promise<void> {
  try {
    await answer(route, session);
  } catch (error) {
    process.stderr.write(`the stand-in could not answer ${route.request().url()}: ${error}\n`);
    await route.abort('failed').catch(() => {});
  }
}

async function answer(route: Route, session: StandInSession): Promise<void> {
  const request = route.request();
  const { contents, isMain } = askedBy(request, session);
  if (contents === undefined) return route.abort('blockedbyclient');
  const url = toApp(request.url());
  const isNavigation = request.isNavigationRequest();
  if (isNavigation && !contents.mayNavigate(request.url(), isMain)) return route.fulfill(STAY);
  const resourceType = isNavigation ? (isMain ? 'mainFrame' : 'subFrame') : (TYPES[request.resourceType()] ?? 'other');
  lastId += 1;
  const details = {
    id: lastId,
    url,
    method: request.method(),
    webContentsId: contents.id,
    webContents: contents.offered,
    resourceType,
    referrer: toApp(request.headers().referer ?? ''),
    timestamp: Date.now(),
  } as const;
  const { cancel } = await session.requests.before({ ...details, uploadData: [] });
  if (cancel === true) return route.abort('blockedbyclient');
  if (isMapped(new URL(url).protocol.slice(0, -1))) return answerOwn(route, session, url, details);
  if (!LOOPBACK.test(url)) return route.abort('internetdisconnected');
  if (!isNavigation || request.method() !== 'GET') return route.continue();
  // Chromium follows redirects without asking again, so the way is looked at before.
  const first = await route.fetch({ maxRedirects: 0 });
  const to = first.headers().location;
  if (first.status() < 300 || first.status() > 399 || to === undefined) return route.fulfill({ response: first });
  return redirect(route, contents, isMain, new URL(to, url).href);
}

type Details = Omit<Electron.OnBeforeRequestListenerDetails, 'uploadData'>;

async function answerOwn(route: Route, session: StandInSession, url: string, details: Details): Promise<void> {
  const request = route.request();
  const body = request.postDataBuffer();
  const headers = { ...request.headers() };
  if (headers.referer !== undefined) headers.referer = toApp(headers.referer);
  if (headers.origin !== undefined) headers.origin = toApp(headers.origin);
  const asked = new Request(url, {
    method: request.method(),
    headers,
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  });
  const response = await session.schemes.answer(asked);
  if (response === null) return route.abort('failed');
  // Response.error(): https://fetch.spec.whatwg.org/#concept-network-error
  if (response.type === 'error' || response.status === 0) return route.abort('failed');
  const to = response.headers.get('location');
  const contents = session.contentsOf(request.frame().page());
  if (response.status >= 300 && response.status <= 399 && to !== null && contents !== undefined) {
    return redirect(route, contents, details.resourceType === 'mainFrame', new URL(to, url).href);
  }
  const given: Record<string, string[]> = {};
  for (const [name, value] of response.headers) given[name] = [...(given[name] ?? []), value];
  const statusLine = `HTTP/1.1 ${response.status} ${response.statusText}`;
  const seen = await session.requests.received({
    ...details,
    responseHeaders: given,
    statusLine,
    statusCode: response.status,
  });
  if (seen.cancel === true) return route.abort('blockedbyclient');
  const origin = new URL(request.url()).origin;
  const sent = Object.entries(seen.responseHeaders ?? given).map(([name, value]) => [
    name,
    headerToBrowser([value].flat().join(', '), origin),
  ]);
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(sent),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/** The new address has to show in the page, so an allowed redirect becomes a load of its own. */
async function redirect(route: Route, contents: StandInContents, isMain: boolean, to: string): Promise<void> {
  const allowed = contents.mayRedirect(to, isMain);
  await route.fulfill(STAY);
  if (allowed && isMain) contents.followRedirect(to);
}
