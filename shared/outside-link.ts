/** The longest address that is opened, in UTF-16 units. */
const MAX_LENGTH = 2_000;

/** White space, control characters and those without a width: an address holds none, and URL drops some of them in silence. */
const HIDDEN = /[\s\p{Cc}\p{Cf}]/u;

/** An address outside Forecourt that a person may open: whole, its host as it is looked up, and whether it is protected. */
export type OutsideLink = {
  address: string;
  /** With its port, in ASCII (`xn--…`), so that no letter of another script can pass for one of ours. */
  host: string;
  isProtected: boolean;
};

/**
 * What a text from a message is as a link: null unless it is the whole address of a web page, with no name or password in it.
 * Both sides ask it, the page before it offers the link and the desktop app before it opens it.
 * https://www.electronjs.org/docs/latest/tutorial/security#15-do-not-use-shellopenexternal-with-untrusted-content
 */
export function outsideLink(text: unknown): OutsideLink | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH || HIDDEN.test(text)) return null;
  // `https:example.com` and `https:\\example.com` are addresses to URL as well, and to no person.
  if (!/^https?:\/\/[^/\\]/i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.href.length > 3 * MAX_LENGTH) return null;
  return { address: url.href, host: url.host, isProtected: url.protocol === 'https:' };
}
