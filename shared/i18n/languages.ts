/** The languages that Forecourt speaks. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language for somebody who has not chosen one: the first of the system's or browser's own that we speak, else English. */
export function preferredLanguage(chosen: string | null, system: readonly string[]): Language {
  const wishes = chosen === null ? system : [chosen, ...system];
  for (const wish of wishes) {
    if (/^zh\b/i.test(wish)) return 'zh-CN';
    if (/^en\b/i.test(wish)) return 'en';
  }
  return 'en';
}
