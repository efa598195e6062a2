/** Characters of right-to-left scripts, and those that steer direction. */
const TURNS_TEXT =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Text from a message for use inside a sentence, label or title: it keeps its direction to itself. */
export function isolated(text: string): string {
  return TURNS_TEXT.test(text) ? `\u2068${text}\u2069` : text;
}
