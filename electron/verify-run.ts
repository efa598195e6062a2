import { open, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type CustodyReport, MOST_CUSTODY_BYTES } from '../shared/custody.ts';
import { plain, reportLines } from '../shared/custody-text.ts';
import { CustodyCheck } from './custody/check-file.ts';
import { type CheckWith, emptyReport } from './custody/report.ts';
import { parseSecret } from './station/autox3/signature.ts';
import { wordsIn } from './station/export/words.ts';
import { Mistake, readVerifyOptions, verifyLanguage } from './verify-options.ts';

/** In order; broken, or not by the key or secret that was given; cannot be checked. */
type ExitCode = 0 | 1 | 2;
type Process = Pick<NodeJS.Process, 'env' | 'stdin' | 'stdout' | 'stderr'>;

const READ_BYTES = 1024 * 1024;

/** Checks the custody file that the command line names, says what was found, and answers the exit code. */
export async function runVerify(args: readonly string[], { env, stdin, stdout, stderr }: Process): Promise<ExitCode> {
  const say = wordsIn(verifyLanguage(args, env));
  try {
    const options = readVerifyOptions(args);
    if (options.isHelp) {
      await written(stdout, say('custody.cli.help'));
      return 0;
    }
    const secrets = await readSecrets(options.secretFile, env.FORECOURT_APP_SECRET, stdin);
    const report = await checkFile(options.file, { secrets, expected: options.key });
    const lines = [say('custody.cli.checking', { file: plain(options.file) }), ...reportLines(say, report)];
    await written(stdout, options.isJson ? JSON.stringify(report) : lines.join('\n'));
    return exitCodeOf(report);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    await written(stderr, say(`custody.cli.${error.what}`, error.values));
    return 2;
  }
}

/** Whoever is told the exit code may end the process at once: what was said must be out by then. */
function written(stream: NodeJS.WritableStream, said: string): Promise<void> {
  return new Promise((resolve) => stream.write(`${said}\n`, () => resolve()));
}

function exitCodeOf({ verdict, key, messages }: CustodyReport): ExitCode {
  if (verdict === 'unreadable') return 2;
  const isOther = key?.isExpected === false || messages.some(({ vendor }) => vendor === 'fits-none');
  return verdict === 'ok' && !isOther ? 0 : 1;
}

/** Piece by piece; of a file that is too large for one only the size is looked at. Throws {@link Mistake}. */
async function checkFile(path: string, given: CheckWith): Promise<CustodyReport> {
  const check = new CustodyCheck(given);
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > MOST_CUSTODY_BYTES) return { ...emptyReport(size), unreadable: 'too-large' };
      const buffer = Buffer.alloc(READ_BYTES);
      // What is no file, a pipe say, has no size.
      while (check.bytes <= MOST_CUSTODY_BYTES) {
        const { bytesRead } = await file.read(buffer, 0, READ_BYTES, null);
        if (bytesRead === 0) break;
        check.write(buffer.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw cannotRead(path, error);
  }
  return check.end();
}

/** App secrets, one a line. Throws {@link Mistake} for one that cannot be any, never with it. */
async function readSecrets(
  path: string | null,
  fromEnvironment: string | undefined,
  stdin: Process['stdin'],
): Promise<string[]> {
  const given = path === null ? (fromEnvironment ?? '') : path === '-' ? await text(stdin) : await readText(path);
  const lines = given.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const parsed = parseSecret(line);
    if (!parsed.ok) throw new Mistake('bad-secret');
    return parsed.secret;
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** Anything but an error of the system is a mistake of ours. */
function cannotRead(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error;
  return new Mistake('cannot-read', { file: plain(path), code: error.code });
}
