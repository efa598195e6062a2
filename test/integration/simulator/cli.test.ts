import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { recordOutput } from '../../support/written/record-output.ts';
import { type Receiver, SUCCESS, startReceiver } from './play-receiver.ts';

const CLI = resolve(import.meta.dirname, '../../../electron/simulator/cli.ts');
const URL_FLAG = ['--url', 'http://127.0.0.1:1/callback/x'];
const SECRET = 'a secret of this workshop';
const receivers: Receiver[] = [];

afterEach(async () => {
  for (const each of receivers.splice(0)) await each.close();
});

type Result = { code: number | null; stdout: string; stderr: string };

/** Runs the command as a user does, who may press Ctrl-C at its first line. */
function runCli(args: string[], secret: string | undefined, { interrupt = false } = {}): Promise<Result> {
  const { FORECOURT_APP_SECRET: _, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    env: secret === undefined ? env : { ...env, FORECOURT_APP_SECRET: secret },
    timeout: 30_000,
  });
  recordOutput(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    // Only once: a signal that comes while Node is on its way out would end it by its default.
    if (interrupt && stdout === '') child.kill('SIGINT');
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

async function receiver(answer: Parameters<typeof startReceiver>[0]): Promise<string> {
  const started = await startReceiver(answer);
  receivers.push(started);
  return started.url.href;
}

test.each<[string, string[], string | undefined, RegExp]>([
  ['an unknown flag', [...URL_FLAG, '--secret', 'x'], SECRET, /Unknown option '--secret'/],
  ['a short secret', URL_FLAG, 'too short', /FORECOURT_APP_SECRET must hold/],
])('the command refuses, in one sentence and with code 2, %s', async (_, args, secret, sentence) => {
  const { code, stdout, stderr } = await runCli(args, secret);
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^[^\n]+\.\n$/);
  expect(stderr).not.toContain('too short');
  expect([code, stdout]).toEqual([2, '']);
});

describe('the command', () => {
  it('reports each try and a summary, and ends with 0 when all went well', async () => {
    const url = await receiver((response, _, tries) =>
      tries === 1 ? response.writeHead(500).end() : response.end(SUCCESS),
    );
    const { code, stdout, stderr } = await runCli(
      ['--url', url, '--count', '3', '--rate', '50', '--seed', '7', '--fast', '--language', 'zh'],
      SECRET,
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Playing AutoX3 to http:\/\/127\.0\.0\.1:\d+: 3 check-ins, 50 a second, .*seed 7\n/);
    expect(stdout).toMatch(/#1 .* try 1: HTTP 500, no status in the body, after \d+ ms; next try in 0\.02 s\n/);
    expect(stdout).toMatch(/#1 .* try 2: acknowledged after \d+ ms\n/);
    expect(stdout).toMatch(/3 sent, 3 acknowledged, 0 given up\. Every message got what it should\.\n$/);
    expect(stdout).not.toContain(SECRET);
    expect(code).toBe(0);
  });

  it('ends with 1 and JSON lines that say why when a message was given up', async () => {
    const url = await receiver((response) => response.writeHead(503).end('{"data":null,"errorInfo":"","status":503}'));
    const { code, stdout } = await runCli(['--url', url, '--count', '1', '--fast', '--json'], SECRET);
    const lines: unknown[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatchObject({ event: 'start', count: 1 });
    expect(lines[1]).toMatchObject({ event: 'attempt', number: 1, try: 1, httpStatus: 503, status: 503, error: null });
    expect(lines[8]).toMatchObject({ event: 'ended', ending: 'given-up', tries: 7, due: 'success', asExpected: false });
    expect(lines[9]).toMatchObject({ event: 'summary', sent: 1, acknowledged: 0, givenUp: 1, ok: false });
    expect(code).toBe(1);
  });

  it('stops at Ctrl-C with its summary', async () => {
    const url = await receiver((response) => response.end(SUCCESS));
    const { code, stdout, stderr } = await runCli(['--url', url, '--count', '1000'], SECRET, { interrupt: true });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/\d+ not begun\. NOT every message got what it should\.\n$/);
    expect(code).toBe(1);
  });

  it('explains itself', async () => {
    const { code, stdout } = await runCli(['--help'], undefined);
    expect(stdout).toContain('FORECOURT_APP_SECRET');
    expect(code).toBe(0);
  });
});
