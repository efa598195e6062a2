import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the tray icon tells: nothing new, check-ins that nobody has seen, or that none can arrive. */
export const TRAY_STATES = ['calm', 'attention', 'trouble'] as const;
export type TrayState = (typeof TRAY_STATES)[number];

/** The one drawing; the page's favicon too. */
const source = readFileSync(join(import.meta.dirname, '../renderer/ui/icon.svg'));
const DRAWING = `<image href="data:image/svg+xml;base64,${source.toString('base64')}" width="32" height="32"/>`;

/** Amber and red as on the board, where colour is severity; told apart by shape as well, for who cannot tell them by colour. */
const AMBER = '#ff9f0a';
const RED = '#e5102f';
const EDGE = '#ffffff';

const frame = (content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="100%" height="100%">${content}</svg>`;

/** The icon of the program on Windows and Linux, to the edge. */
export const APP_ICON = frame(DRAWING);

/** The same for macOS, whose icons keep a tenth of their size free on each side. */
export const MAC_ICON = frame(`<g transform="translate(3.1 3.1) scale(0.806)">${DRAWING}</g>`);

const DISC = `<circle cx="23" cy="23" r="8" fill="${AMBER}" stroke="${EDGE}" stroke-width="2"/>`;
/** Its lines lie on whole pixels at a side of 16, two units each. */
const TRIANGLE = `<path d="M22 9 31.2 30H12.8Z" fill="${RED}" stroke="${EDGE}" stroke-width="1.6" stroke-linejoin="round"/>
  <path d="M20.5 16h3l-.4 7h-2.2ZM20.8 24.6h2.4v3h-2.4Z" fill="${EDGE}"/>`;
const MARKS: Record<TrayState, string> = { calm: '', attention: DISC, trouble: TRIANGLE };

/** The icon in the tray of Windows and Linux. */
export function trayIcon(state: TrayState): string {
  return frame(DRAWING + MARKS[state]);
}

const PLATE = `<rect x="1" y="7" width="30" height="18" rx="4" fill="none" stroke="#000" stroke-width="2"/>
  <path d="M8 16h6M18 16h6" stroke="#000" stroke-width="4" stroke-linecap="round"/>`;
/** The mark as a hole, wider than itself, and then the mark: it must stand apart without a colour. */
const TEMPLATE_MARKS: Record<TrayState, { hole: string; mark: string }> = {
  calm: { hole: '', mark: '' },
  attention: { hole: '<circle cx="25" cy="23" r="9"/>', mark: '<circle cx="25" cy="23" r="6.5"/>' },
  trouble: {
    hole: '<path d="M22 11 33 32H11Z" stroke="#000" stroke-width="4" stroke-linejoin="round"/>',
    mark: '<path fill-rule="evenodd" d="M22 9 32 30H12ZM21 16h2v7h-2ZM21 25h2v2h-2Z"/>',
  },
};

/** The icon in the menu bar of macOS: black and clear only, as the system colours it by itself. */
export function trayTemplate(state: TrayState): string {
  const { hole, mark } = TEMPLATE_MARKS[state];
  return frame(
    `<mask id="m"><rect width="32" height="32" fill="#fff"/><g fill="#000">${hole}</g></mask>
     <g mask="url(#m)">${PLATE}</g><g fill="#000">${mark}</g>`,
  );
}

/** What lies over the taskbar button on Windows: how many check-ins nobody has seen (`9+` for more than nine), or trouble. */
export function overlay(text: string): string {
  if (text === '!') {
    return frame(`<path d="M16 2 31 29H1Z" fill="${RED}" stroke="${EDGE}" stroke-width="2" stroke-linejoin="round"/>
      <path d="M16 10.5v9M16 22.5v3" stroke="${EDGE}" stroke-width="3.4"/>`);
  }
  const size = text.length === 1 ? 25 : 18;
  return frame(`<circle cx="16" cy="16" r="15" fill="#b34700" stroke="${EDGE}" stroke-width="1.6"/>
    <text x="16" y="${16 + size * 0.36}" font-family="'Plate', monospace" font-weight="800" font-size="${size}" text-anchor="middle"
      letter-spacing="${text.length === 1 ? 0 : -2}" fill="${EDGE}">${text}</text>`);
}
