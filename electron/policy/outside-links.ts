import { outsideLink } from '../../shared/outside-link.ts';
import { ALLOWED, refused, type Verdict } from './verdict.ts';

/**
 * Whether an address from a message may open in the system's browser: only that of a web page, and only spelled as the person
 * who said yes to it has read it. https://www.electronjs.org/docs/latest/tutorial/security#15-do-not-use-shellopenexternal-with-untrusted-content
 */
export function mayOpenOutside(address: unknown): Verdict {
  const link = outsideLink(address);
  if (link === null) return refused('only the address of a web page is opened outside');
  return link.address === address ? ALLOWED : refused('it is spelled otherwise than it was shown');
}
