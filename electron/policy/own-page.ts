/** The address of the board in the station's ready line; null for every other line. */
export function readReadyLine(line: string): string | null {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said !== 'object' || said === null || !('event' in said) || said.event !== 'ready') return null;
    return 'board' in said && typeof said.board === 'string' && URL.canParse(said.board) ? said.board : null;
  } catch {
    return null;
  }
}

/** Whether the window may go to an address: only to pages of the board that it was opened on. */
export function isOwnPage(address: string, board: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(board).origin;
}
