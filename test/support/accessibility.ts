import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 to level AA, and what axe-core's authors found good practice. */
const RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
} satisfies RunOptions;

/**
 * What axe-core finds wrong with a page as it stands, a sentence for each element; empty when it finds nothing. It is run
 * by the browser's own protocol, so the page's security policy stays as strict as it is. Menus and lists that are open
 * over the page belong to no landmark of it: with `hasPopup` that is no finding.
 */
export async function accessibilityProblems(page: Page, hasPopup = false): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (rules) => (window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(rules),
    hasPopup ? { ...RULES, rules: { region: { enabled: false } } } : RULES,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(' ')} (${any[0]?.message ?? ''})`),
  );
}
