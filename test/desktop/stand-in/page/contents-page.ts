import { randomBytes } from 'node:crypto';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { type FrameActions, StandInFrame } from '../window/web-frame.ts';
import { HEAR, isolatedWorldSource, SAY, WORLD } from './isolated-world.ts';
import { mainWorldSource } from './main-world.ts';
import type { FromPage, ToPage } from './wire.ts';

/** What a page tells the one who opened it. */
export type PageListener = {
  said(frame: StandInFrame, message: FromPage, context: number): void;
  /** The document of a frame is gone, and with it what it held. */
  documentGone(context: number): void;
  navigated(frame: StandInFrame, inPage: boolean): void;
  opens(details: { url: string; frameName: string; features: string }): void;
};

/** How a page begins. */
export type PageOptions = {
  /** The text of the preload; null where there is none. */
  preload: string | null;
  argv: string[];
  size: { width: number; height: number };
};

/** A page of Chromium with the two worlds that Electron gives it, and its frames. */
export class ContentsPage {
  readonly page: Page;
  readonly #cdp: CDPSession;
  readonly #listener: PageListener;
  readonly #actions: FrameActions;
  readonly #main: StandInFrame;
  readonly #frames = new Map<string, StandInFrame>();
  /** The isolated worlds that live, by their number: the frame of each. */
  readonly #worlds = new Map<number, StandInFrame>();

  private constructor(page: Page, cdp: CDPSession, main: StandInFrame, actions: FrameActions, listener: PageListener) {
    this.page = page;
    this.#cdp = cdp;
    this.#main = main;
    this.#actions = actions;
    this.#listener = listener;
  }

  static async open(
    context: BrowserContext,
    main: StandInFrame,
    actions: FrameActions,
    options: PageOptions,
    listener: PageListener,
  ): Promise<ContentsPage> {
    const page = await context.newPage();
    const [cdp] = await Promise.all([context.newCDPSession(page), page.setViewportSize(options.size)]);
    const made = new ContentsPage(page, cdp, main, actions, listener);
    made.#listen();
    const secret = randomBytes(16).toString('hex');
    const { electron = '', chrome = '', node } = process.versions;
    const world = { secret, argv: options.argv, platform: process.platform, versions: { electron, chrome, node } };
    const isolated = isolatedWorldSource(world, options.preload);
    await cdp.send('Page.enable');
    const { frameTree } = await cdp.send('Page.getFrameTree');
    main.chromiumId = frameTree.frame.id;
    made.#frames.set(main.chromiumId, main);
    // In this order: the page's own world listens before the preload speaks.
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(secret) });
    await cdp.send('Runtime.addBinding', { name: SAY, executionContextName: WORLD });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: WORLD });
    await cdp.send('Runtime.enable');
    return made;
  }

  /** Tells the isolated world of a frame, or one document's only; false where there is none now. */
  tell(frame: StandInFrame, message: ToPage, context?: number): boolean {
    const world = context ?? [...this.#worlds].findLast(([, of]) => of === frame)?.[0];
    if (world === undefined || !this.#worlds.has(world)) return false;
    const call = {
      functionDeclaration: `(message) => ${HEAR}(message)`,
      executionContextId: world,
      arguments: [{ value: message }],
    };
    // A page that goes away in this moment hears nothing more.
    this.#cdp.send('Runtime.callFunctionOn', call).catch(() => {});
    return true;
  }

  /** The document that a frame shows now; null where it has none yet. */
  worldOf(frame: StandInFrame): number | null {
    return [...this.#worlds].findLast(([, of]) => of === frame)?.[0] ?? null;
  }

  /** The frame that is on its way to an address. */
  frameGoingTo(url: string): StandInFrame | undefined {
    return [...this.#frames.values()].find(({ chromiumId }) => this.#going.get(chromiumId) === url);
  }

  stopLoading(): void {
    this.#cdp.send('Page.stopLoading').catch(() => {});
  }

  readonly #going = new Map<string, string>();

  #frame(id: string, parentId?: string): StandInFrame {
    const known = this.#frames.get(id);
    if (known !== undefined) return known;
    const above = parentId === undefined ? this.#main : this.#frame(parentId);
    const frame = new StandInFrame(above, this.#actions);
    frame.chromiumId = id;
    this.#frames.set(id, frame);
    return frame;
  }

  #listen(): void {
    const cdp = this.#cdp;
    cdp.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.#frame(frameId, parentFrameId));
    cdp.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'swap') return;
      this.#frames.get(frameId)?.detach();
      this.#frames.delete(frameId);
    });
    cdp.on('Page.frameNavigated', ({ frame }) => {
      const of = this.#frame(frame.id, frame.parentId);
      this.#going.delete(frame.id);
      of.navigated(frame.url + (frame.urlFragment ?? ''), frame.securityOrigin, frame.name ?? '');
      this.#listener.navigated(of, false);
    });
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frame(frameId);
      frame.navigated(url, frame.origin, frame.name);
      this.#listener.navigated(frame, true);
    });
    cdp.on('Page.frameStartedNavigating', ({ frameId, url }) => this.#going.set(frameId, url));
    cdp.on('Page.windowOpen', ({ url, windowName, windowFeatures }) =>
      this.#listener.opens({ url, frameName: windowName, features: windowFeatures.join(',') }),
    );
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#worlds.set(context.id, this.#frame(String(context.auxData?.frameId)));
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#gone(executionContextId));
    cdp.on('Runtime.executionContextsCleared', () => this.dropDocuments());
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      const frame = this.#worlds.get(executionContextId);
      if (name === SAY && frame !== undefined) this.#listener.said(frame, JSON.parse(payload), executionContextId);
    });
  }

  /** All documents are gone: another page was loaded, or this one has closed or crashed. */
  dropDocuments(): void {
    for (const context of this.#worlds.keys()) this.#gone(context);
  }

  #gone(context: number): void {
    if (this.#worlds.delete(context)) this.#listener.documentGone(context);
  }
}
