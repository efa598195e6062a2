/** The oldest Node whose better-sqlite3 works: an older one ends without a word when the database opens. */
export const OLDEST_NODE = 24;

/** A sentence for whoever runs a Node that is too old; null when it will do. */
export function nodeTooOld(version: string): string | null {
  return Number.parseInt(version, 10) >= OLDEST_NODE
    ? null
    : `Forecourt needs Node ${OLDEST_NODE} or newer, and this is Node ${version}. Run it with "npm run …", which brings its own, or install Node ${OLDEST_NODE}.`;
}
