import type { Page } from 'playwright-core';
import { toApp } from '../page/addresses.ts';
import { preventable } from '../preventable.ts';
import type { StandInFrame } from './web-frame.ts';

/** The contents that are told. */
export type ToldOfPage = {
  readonly frame: StandInFrame;
  title: string;
  loaded(): void;
  emit(name: string, ...args: unknown[]): boolean;
};

const LEVELS = ['info', 'warning', 'error'] as const;

/** Emits on the contents what Chromium tells of their page. */
export function forwardPageEvents(page: Page, contents: ToldOfPage): void {
  const { frame } = contents;
  page.on('domcontentloaded', () => contents.emit('dom-ready', preventable({})));
  page.on('load', async () => {
    contents.title = await page.title().catch(() => contents.title);
    contents.loaded();
    contents.emit('did-frame-finish-load', preventable({}), true, frame.processId, frame.routingId);
    contents.emit('did-finish-load');
  });
  page.on('console', (said) => {
    const level = LEVELS.find((one) => one === said.type()) ?? 'info';
    const { url, lineNumber } = said.location();
    const told = { message: said.text(), level, lineNumber, sourceId: toApp(url), frame: frame.offered };
    contents.emit('console-message', preventable(told), LEVELS.indexOf(level) + 1, told.message);
  });
}

/** Emits that a frame shows another document, or another place of its own. */
export function tellOfNavigation(contents: ToldOfPage, frame: StandInFrame, inPage: boolean): void {
  const isMain = frame === contents.frame;
  const place = [isMain, frame.processId, frame.routingId];
  if (inPage) {
    contents.emit('did-navigate-in-page', preventable({}), frame.url, ...place);
    return;
  }
  if (isMain) contents.emit('did-navigate', preventable({}), frame.url, 200, 'OK');
  contents.emit('did-frame-navigate', preventable({}), frame.url, 200, 'OK', ...place);
}
