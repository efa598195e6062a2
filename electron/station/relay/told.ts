/** Tells the relay, where it is still connected; else it sends the message again, which is a repeat then. */
export function told(tell: () => void): void {
  try {
    tell();
  } catch {
    // The connection was closed meanwhile.
  }
}
