import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { recordedCalls } from '../record.ts';

/** What a test may ask for, by name. */
export type Commands = Record<string, (...args: never[]) => unknown>;

/** The line of a test that asks. */
export type Asked = { id: number; command: string; args: unknown[] };
/** The line that answers it; the last line of all tells the calls that were recorded. */
export type Answered = { id: number; value?: unknown; error?: string };

const SAID_WITHIN_MS = 500;

let socket: Socket | undefined;

function say(line: Answered): void {
  socket?.write(`${JSON.stringify(line)}\n`);
}

async function answer(commands: Commands, { id, command, args }: Asked): Promise<void> {
  try {
    const of = commands[command];
    if (of === undefined) throw new Error(`the stand-in has no command ${command}`);
    say({ id, value: await Reflect.apply(of, undefined, args) });
  } catch (error) {
    say({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Joins the test that started this run, if one did: `FORECOURT_STAND_IN_CONTROL` is its port and a word that proves us. */
export async function openControl(commands: Commands): Promise<void> {
  const [port, word] = process.env.FORECOURT_STAND_IN_CONTROL?.split(' ') ?? [];
  delete process.env.FORECOURT_STAND_IN_CONTROL;
  if (port === undefined) {
    // Electron's main stays, whatever its event loop holds.
    setInterval(() => {}, 2 ** 30);
    return;
  }
  const opened = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  socket = opened;
  await new Promise<void>((done, failed) => opened.once('connect', done).once('error', failed));
  opened.write(`${word}\n`);
  const lines = createInterface({ input: opened });
  lines.on('line', (line) => void answer(commands, JSON.parse(line)));
  lines.on('error', () => {});
  // The test is gone, however it ended: nothing is left behind.
  opened.on('error', () => {}).on('close', () => process.exit(1));
}

/** Says the last: what was recorded. */
export async function closeControl(): Promise<void> {
  const said = socket;
  if (said === undefined) return;
  said.removeAllListeners('close');
  const late = new Promise((resolve) => setTimeout(resolve, SAID_WITHIN_MS).unref());
  const last: Answered = { id: 0, value: recordedCalls() };
  await Promise.race([new Promise<void>((done) => said.end(`${JSON.stringify(last)}\n`, done)), late]);
}
