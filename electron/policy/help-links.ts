import { HELP_LINKS, type HelpLink } from '../../shared/desktop.ts';

/** The pages of help below the project's home page. */
const PATHS: Record<HelpLink, string> = {
  help: '#readme',
  trouble: '/blob/main/docs/trouble.md',
  releases: '/releases',
};

/**
 * The address of a page of help, below the `homepage` of package.json; null for every other name, and in a build without one. The page can name a link, never an address: what opens in the
 * system's browser is on this list. https://www.electronjs.org/docs/latest/tutorial/security#15-do-not-use-shellopenexternal-with-untrusted-content
 */
export function helpAddress(name: unknown, homepage: string | null): string | null {
  const link = HELP_LINKS.find((known) => known === name);
  return link === undefined || !homepage?.startsWith('https://') ? null : homepage + PATHS[link];
}
