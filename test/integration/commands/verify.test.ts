import { spawn } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CustodyReport } from '../../../shared/custody.ts';
import { runScript } from '../../support/command.ts';
import { fileOf, KEY, partsOf } from '../../support/custody.ts';
import { PREVIOUS_SECRET, SECRET } from '../../support/messages.ts';
import { temporaryFolder } from '../../support/station.ts';
import { recordOutput } from '../../support/written/record-output.ts';

const root = new URL('../../../', import.meta.url).pathname;
const VERIFY = join(root, 'dist/electron/verify.js');
const FIXTURE = join(root, 'test/fixtures/custody/version-1.zip');

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'custody.zip');
  copyFileSync(FIXTURE, file);
});
afterEach(() => folder.dispose());

const verify = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  runScript(VERIFY, args, { env: { LANG: 'en_GB.UTF-8', ...env } });

function flip(at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe('the command that checks a custody file', () => {
  test('says that all is in order, what that proves, and what was not checked', async () => {
    const { code, stdout, stderr } = await verify([file]);
    expect([code, stderr]).toEqual([0, '']);
    for (const said of [
      'The file is whole: every byte is as it was signed.',
      `Signed with the key ${KEY.info.fingerprint}. Compare it`,
      '[In order] Photo 1',
      "AutoX3's signature was not checked: no app secret was given.",
      'What this proves: That nothing in the file has changed',
    ])
      expect(stdout).toContain(said);
  });

  test('says so in Chinese where that is the language of the system, or is asked for', async () => {
    expect((await verify([file], { LANG: 'zh_CN.UTF-8' })).stdout).toContain('文件完整：每一个字节都与签名时一致。');
    expect((await verify(['--language', 'zh-CN', file])).stdout).toContain('[正常] 照片 1');
    expect((await verify([file, '--language=en'], { LANG: 'zh_CN.UTF-8' })).stdout).toContain('[In order]');
  });

  test('names the part that is broken, and ends with 1', async () => {
    flip(readFileSync(file).indexOf(Buffer.from('ffd8ffe0', 'hex')) + 50);
    const { code, stdout } = await verify([file]);
    expect(code).toBe(1);
    expect(stdout).toContain('The file is not as it was signed.');
    expect(stdout).toContain('[Broken] Photo 1 – At least one byte is not as it was signed.');
    expect(stdout.match(/\[Broken\]/g)).toHaveLength(1);
  });

  test.each([
    ['as it is shown', KEY.info.fingerprint],
    ['in one piece', KEY.info.fingerprint.replaceAll(' ', '').toLowerCase()],
  ])('compares the key, given %s', async (_, key) => {
    const { code, stdout } = await verify([file, '--key', key]);
    expect([code, stdout.includes('Signed with the key that you named')]).toEqual([0, true]);
  });

  test('ends with 1 for another key than the one that is named', async () => {
    const { code, stdout } = await verify(['--key', 'ABCD '.repeat(10).trim(), file]);
    expect([code, stdout.includes('another key than the one that you named')]).toEqual([1, true]);
  });

  test("checks AutoX3's own signature with secrets from a file, the environment or standard input", async () => {
    // Not in the folder whose text is looked through for secrets.
    const elsewhere = mkdtempSync(join(tmpdir(), 'forecourt-secret-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    const secrets = join(elsewhere, 'secrets.txt');
    writeFileSync(secrets, `${PREVIOUS_SECRET}\n${SECRET}\n`);
    for (const { code, stdout } of [
      await verify([file, '--secret-file', secrets]),
      await verify([file], { FORECOURT_APP_SECRET: SECRET }),
      await withInput([file, '--secret-file', '-'], `${SECRET}\n`),
    ]) {
      expect(stdout).toContain("AutoX3's signature fits an app secret given here.");
      expect([code, stdout.includes(SECRET)]).toEqual([0, false]);
    }
  });

  test('ends with 1 where no secret fits', async () => {
    const { code, stdout } = await verify([file], { FORECOURT_APP_SECRET: PREVIOUS_SECRET });
    expect([code, stdout.includes('fits no app secret given here')]).toEqual([1, true]);
  });

  test('tells other programs what it found', async () => {
    const { code, stdout } = await verify([file, '--json']);
    const report = JSON.parse(stdout) as CustodyReport;
    expect([code, report.verdict, report.visit?.plate]).toEqual([0, 'ok', '京M65068']);
  });

  test('lets nothing in a file move the cursor or turn the text around it', async () => {
    const plate = '\u001b[2J\u202eevil\nIn order';
    writeFileSync(file, await fileOf(partsOf(folder.path, { photos: [], detail: { plate } })));
    const { code, stdout } = await verify([file]);
    expect(code).toBe(0);
    for (const acting of ['\u001b', '\u202e', '\nIn order']) expect(stdout).not.toContain(acting);
    expect(stdout).toContain('\ufffd[2J\ufffdevil\ufffdIn order');
  });

  test('explains itself', async () => {
    const { code, stdout } = await verify(['--help']);
    expect([code, stdout.startsWith('Usage: npm run verify -- FILE')]).toEqual([0, true]);
  });

  test.each([
    ['no file', [], /^Say which file/],
    ['two files', ['a.zip', 'b.zip'], /option b\.zip is not known/],
    ['an option that is none', ['--secret', 'hush-hush-hush-hush', 'a.zip'], /option --secret is not known/],
    ['a key that is none', ['--key', '12 34', 'a.zip'], /fingerprint after --key/],
    ['a key without its value', ['a.zip', '--key'], /option --key is not known, or lacks/],
    ['a file that is not there', ['nowhere.zip'], /^The file nowhere\.zip cannot be read \(ENOENT\)\.$/],
    ['a folder', ['.'], /cannot be read \(EISDIR\)/],
    ['a secret that cannot be one', [FIXTURE, '--secret-file', FIXTURE], /^An app secret has 16 to 256/],
  ])('ends with 2 and one sentence for %s', async (_, args, sentence) => {
    const { code, stdout, stderr } = await verify(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('hush');
  });

  test('looks at no more than the size of a file that is too large', async () => {
    const handle = openSync(file, 'w');
    ftruncateSync(handle, 2 ** 31 + 1);
    closeSync(handle);
    const { code, stdout } = await verify([file]);
    expect([code, stdout.includes('larger than any custody file')]).toEqual([2, true]);
  });

  test('ends with 2 for what is no custody file', async () => {
    writeFileSync(file, 'something else');
    const { code, stdout } = await verify([file]);
    expect([code, stdout.includes('This is not a custody file of Forecourt.')]).toEqual([2, true]);
  });
});

function withInput(args: string[], input: string): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(process.execPath, [VERIFY, ...args], {
    env: { PATH: process.env.PATH, LANG: 'en' },
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: 30_000,
  });
  recordOutput(child);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout })));
}
