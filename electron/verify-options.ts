import { parseArgs } from 'node:util';
import { type Language, preferredLanguage } from '../shared/i18n/languages.ts';

/** What the command was asked for. `secretFile` is `-` for standard input; `key` a fingerprint as it is shown. */
export type VerifyOptions = {
  file: string;
  key: string | null;
  secretFile: string | null;
  isJson: boolean;
  isHelp: boolean;
};

/** What somebody has to put right before a file can be checked; nothing of a secret is in `values`. */
export class Mistake extends Error {
  readonly what: 'no-file' | 'bad-option' | 'bad-key' | 'cannot-read' | 'bad-secret';
  readonly values: Readonly<Record<string, string>>;

  constructor(what: Mistake['what'], values: Mistake['values'] = {}) {
    super(what);
    this.what = what;
    this.values = values;
  }
}

const FLAGS = {
  key: { type: 'string' },
  'secret-file': { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
const FINGERPRINT = /^[0-9A-F]{40}$/;

/** Reads the command line after the command itself. Throws {@link Mistake}. */
export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: FLAGS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = Object.entries(FLAGS).find(([name]) => name === token.name)?.[1];
    const isRight = known !== undefined && (known.type === 'string') === (token.value !== undefined);
    if (!isRight) throw new Mistake('bad-option', { option: token.rawName });
  }
  const isHelp = values.help === true;
  const [file, another] = positionals;
  if (!isHelp && file === undefined) throw new Mistake('no-file');
  if (another !== undefined) throw new Mistake('bad-option', { option: another });
  return {
    file: file ?? '',
    key: typeof values.key === 'string' ? fingerprint(values.key) : null,
    secretFile: typeof values['secret-file'] === 'string' ? values['secret-file'] : null,
    isJson: values.json === true,
    isHelp,
  };
}

/** In which language to answer, also when the rest of the command line is wrong: the one that is asked for, else the system's. */
export function verifyLanguage(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const { values } = parseArgs({ args: [...args], options: FLAGS, strict: false, allowPositionals: true });
  const system = env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return preferredLanguage(typeof values.language === 'string' ? values.language : null, [system.replace('_', '-')]);
}

/** Written in whatever groups. */
function fingerprint(entered: string): string {
  const digits = entered.replace(/[\s:.-]/g, '').toUpperCase();
  if (!FINGERPRINT.test(digits)) throw new Mistake('bad-key');
  return digits.replace(/.{4}(?=.)/g, '$& ');
}
