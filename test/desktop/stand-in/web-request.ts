import { offer } from './offer.ts';

const WEB_REQUEST = ['onBeforeRequest', 'onHeadersReceived'] as const satisfies (keyof Electron.WebRequest)[];

type Before = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;
type Received = (
  details: Electron.OnHeadersReceivedListenerDetails,
  callback: (response: Electron.HeadersReceivedResponse) => void,
) => void;
type Listener<Kind> = { matches: (url: string) => boolean; tell: Kind };

/** Whether an address matches one of Chromium's match patterns, as far as apps use them: `<all_urls>` and `*`. */
function matcher(patterns: readonly string[] | undefined): (url: string) => boolean {
  if (patterns === undefined || patterns.length === 0 || patterns.includes('<all_urls>')) return () => true;
  const expressions = patterns.map((pattern) => {
    const [scheme = '', ...rest] = pattern.split('://');
    const escaped = rest
      .join('://')
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*');
    return new RegExp(`^${scheme === '*' ? '(https?|wss?)' : scheme}://${escaped}$`);
  });
  return (url) => expressions.some((expression) => expression.test(url));
}

function listener<Kind>(first: Electron.WebRequestFilter | Kind | null, second?: Kind | null): Listener<Kind> | null {
  if (typeof first !== 'object' || first === null) return first === null ? null : { matches: () => true, tell: first };
  const filter = first as Electron.WebRequestFilter;
  return second === undefined || second === null ? null : { matches: matcher(filter.urls), tell: second };
}

/** The app's say in what pages request. As in Electron, one listener of each kind. */
export class StandInWebRequest implements Pick<Electron.WebRequest, (typeof WEB_REQUEST)[number]> {
  readonly offered: Electron.WebRequest;
  #before: Listener<Before> | null = null;
  #received: Listener<Received> | null = null;

  constructor() {
    this.offered = offer<Electron.WebRequest, (typeof WEB_REQUEST)[number]>('webRequest', this, WEB_REQUEST);
  }

  onBeforeRequest(first: Electron.WebRequestFilter | Before | null, second?: Before | null): void {
    this.#before = listener(first, second);
  }

  onHeadersReceived(first: Electron.WebRequestFilter | Received | null, second?: Received | null): void {
    this.#received = listener(first, second);
  }

  /** What the app says before a request. */
  async before(details: Electron.OnBeforeRequestListenerDetails): Promise<Electron.CallbackResponse> {
    const of = this.#before;
    if (of === null || !of.matches(details.url)) return {};
    return new Promise((resolve) => of.tell(details, resolve));
  }

  /** The headers of an answer after the app has seen them. */
  async received(details: Electron.OnHeadersReceivedListenerDetails): Promise<Electron.HeadersReceivedResponse> {
    const of = this.#received;
    if (of === null || !of.matches(details.url)) return {};
    return new Promise((resolve) => of.tell(details, resolve));
  }
}
