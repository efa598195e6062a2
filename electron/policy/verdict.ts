/** What a rule of the desktop app says: yes, or no with the reason that goes into the log. */
export type Verdict = { ok: true } | { ok: false; why: string };

export const ALLOWED: Verdict = { ok: true };
export const refused = (why: string): Verdict => ({ ok: false, why });
