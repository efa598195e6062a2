import type { WordKey } from './en.ts';

type Base<Key> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key;

/** A key as it is asked for: the forms for one and for more of a thing share it. */
export type SayKey = Base<WordKey>;

/** Says a sentence in the reader's language; i18next's `t` is one, in the page as in the desktop app. */
export type Say = (key: SayKey, values?: Record<string, string | number>) => string;

/** Makes i18next's `t` a {@link Say}: its own type demands the values of all sentences at once. */
export function sayer(translate: (key: never, values: never) => unknown): Say {
  return (key, values = {}) => String(translate(key as never, values as never));
}
