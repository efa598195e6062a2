import { type BrowserWindow, ipcMain, shell } from 'electron';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CHANNELS } from '../../shared/desktop.ts';
import { mayCall } from '../policy/sender.ts';
import { createWindow, loadPage, senderOf } from './windows.ts';

/** The ring's page says within this time, in ms, that it has played; else it is made anew. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * Plays the ring. Main has no sound of its own: a hidden page makes it, which is not slowed down like other hidden pages
 * and may play without a click. Where it fails the system's beep stands in, and the page is made anew.
 */
export class RingWindow {
  readonly #log: Logger;
  readonly #rang: () => void;
  #window: BrowserWindow;
  #deadline: NodeJS.Timeout | null = null;
  /** A ring that came before its page was there. */
  #waiting: number | null = null;
  #isLoaded = false;
  /** Whoever wants to know whether it was heard. */
  #listening: ((problem: string | null) => void)[] = [];

  /** `rang` is called when a ring was heard that nobody only tried. */
  constructor(log: Logger, rang: () => void) {
    this.#log = log;
    this.#rang = rang;
    this.#window = this.#make();
    ipcMain.on(CHANNELS.rang, (event, ...said: unknown[]) => {
      const verdict = mayCall(CHANNELS.rang, senderOf(event));
      const parsed = z.tuple([z.string().max(300).nullable()]).safeParse(said);
      if (!verdict.ok || !parsed.success) {
        log.warn({ why: verdict.ok ? 'bad arguments' : verdict.why }, 'a message about the ring was refused');
        return;
      }
      this.#settle(parsed.data[0]);
    });
  }

  /** Plays it once, `volume` from 0 to 1. */
  play(volume: number): void {
    if (volume <= 0) return;
    if (this.#window.isDestroyed()) this.#window = this.#make();
    if (this.#isLoaded) this.#window.webContents.send(CHANNELS.ring, volume);
    else this.#waiting = volume;
    this.#deadline ??= setTimeout(() => this.#settle('its page does not answer'), ANSWER_WITHIN_MS);
  }

  /** Plays it once for somebody who wants to hear it; rejects when it could not be played. */
  test(volume: number): Promise<void> {
    if (volume <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#listening.push((problem) => (problem === null ? resolve() : reject(new Error(problem))));
      this.play(volume);
    });
  }

  destroy(): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }

  #make(): BrowserWindow {
    const window = createWindow(
      'ring',
      {
        skipTaskbar: true,
        webPreferences: { backgroundThrottling: false, autoplayPolicy: 'no-user-gesture-required' },
      },
      this.#log,
    );
    this.#isLoaded = false;
    window.webContents.once('did-finish-load', () => {
      this.#isLoaded = true;
      if (this.#waiting !== null) window.webContents.send(CHANNELS.ring, this.#waiting);
      this.#waiting = null;
    });
    loadPage(window, 'ring', this.#log);
    return window;
  }

  #settle(problem: string | null): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    this.#deadline = null;
    if (problem === null && this.#listening.length === 0) this.#rang();
    for (const answer of this.#listening.splice(0)) answer(problem);
    if (problem === null) return;
    this.#log.error({ problem }, 'the ring could not be played');
    shell.beep();
    const broken = this.#window;
    this.#window = this.#make();
    if (!broken.isDestroyed()) broken.destroy();
  }
}
