import type { SheetPaper } from '../../shared/sheet-settings.ts';

/** Paper in mm: its width and the margins around what is printed, at the top, the sides and the bottom. */
export const PAPER_MM = {
  a4: { width: 210, size: 'A4', top: 12, side: 13, bottom: 16 },
  letter: { width: 215.9, size: 'letter', top: 12, side: 13, bottom: 16 },
  slip: { width: 80, size: null, top: 4, side: 4, bottom: 8 },
} as const satisfies Record<
  SheetPaper,
  { width: number; size: string | null; top: number; side: number; bottom: number }
>;

/** The longest page that a PDF may have, less than 200 inches in mm; a longer slip goes on on another. */
const LONGEST_MM = 5_000;
/** In the place of the numbers, which only the printer of the page knows. */
const PAGE = '\u0001';
const PAGES = '\u0002';

export interface PageRuleParts {
  readonly paper: SheetPaper;
  /** The height of what is on a slip, in mm. */
  readonly slipHeight: number;
  /** Says which page of how many. */
  readonly sayPage: (page: string, pages: string) => string;
  /** At the foot of each page: whose it is. */
  readonly foot: string;
}

/** The rule by which a browser makes pages of a sheet: their size, margins and foot. */
export function pageRule({ paper, slipHeight, sayPage, foot }: PageRuleParts): string {
  const { size, width, top, side, bottom } = PAPER_MM[paper];
  const margins = `margin: ${top}mm ${side}mm ${bottom}mm;`;
  if (size === null) {
    const height = Math.min(LONGEST_MM, Math.ceil(slipHeight) + top + bottom);
    return `@page { size: ${width}mm ${height}mm; ${margins} }`;
  }
  const counted = cssString(sayPage(PAGE, PAGES))
    .replace(cssCharacter(PAGE), '" counter(page) "')
    .replace(cssCharacter(PAGES), '" counter(pages) "');
  const text = 'font: 8pt/1.3 var(--font-sheet); color: #3d4452; vertical-align: top; padding-top: 3.5mm;';
  return `@page { size: ${size}; ${margins}
  @bottom-left { content: ${cssString(foot)}; ${text} text-align: left; width: 78%; }
  @bottom-right { content: ${counted}; ${text} text-align: right; width: 22%; } }`;
}

/** Text of any kind as a string of CSS: each character by its number, so that none means anything. */
function cssString(text: string): string {
  return `"${Array.from(text, cssCharacter).join('')}"`;
}

function cssCharacter(character: string): string {
  return `\\${(character.codePointAt(0) ?? 0).toString(16)} `;
}
