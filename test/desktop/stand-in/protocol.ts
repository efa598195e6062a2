import { offer } from './offer.ts';
import { mapScheme } from './page/addresses.ts';

const PROTOCOL = [
  'registerSchemesAsPrivileged',
  'handle',
  'unhandle',
  'isProtocolHandled',
] as const satisfies (keyof Electron.Protocol)[];

type Handler = (request: Request) => Response | Promise<Response>;

/** Whether the app is ready; schemes can be registered only before. */
export const readiness = { ready: false };

/** The schemes that the app answers itself. */
export class StandInProtocol implements Pick<Electron.Protocol, (typeof PROTOCOL)[number]> {
  readonly offered: Electron.Protocol;
  readonly #handlers = new Map<string, Handler>();

  constructor() {
    this.offered = offer<Electron.Protocol, (typeof PROTOCOL)[number]>('protocol', this, PROTOCOL);
  }

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (readiness.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of schemes) mapScheme(scheme);
  }

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    mapScheme(scheme);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** The app's answer to a page's request; null where it has no handler for the scheme. */
  async answer(request: Request): Promise<Response | null> {
    const handler = this.#handlers.get(new URL(request.url).protocol.slice(0, -1));
    return handler === undefined ? null : handler(request);
  }
}
