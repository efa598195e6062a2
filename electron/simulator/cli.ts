import { randomInt, randomUUID } from 'node:crypto';
import { readCommand, USAGE } from './options.ts';
import { JSON_LINES, PLAIN } from './report.ts';
import { type SimulationOptions, simulate } from './run.ts';

const command = readCommand(process.argv.slice(2), process.env, () => randomInt(2 ** 32));

switch (command.kind) {
  case 'help':
    process.stdout.write(USAGE);
    break;
  case 'error':
    process.stderr.write(`${command.sentence}\n`);
    process.exitCode = 2;
    break;
  case 'run':
    process.exitCode = (await run(command.options, command.json)) ? 0 : 1;
}

async function run(options: SimulationOptions, json: boolean): Promise<boolean> {
  const style = json ? JSON_LINES : PLAIN;
  const ending = new AbortController();
  const stop = (): void => ending.abort();
  // Not `once`: npm passes on the Ctrl-C that this process has had from the terminal already.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Whoever reads the report may stop reading (`| head`): then nobody is left to send for.
  process.stdout.on('error', stop);
  const tell = (line: string | null): void => {
    if (line !== null) process.stdout.write(`${line}\n`);
  };

  tell(style.start(options));
  const summary = await simulate(
    {
      ...options,
      signal: ending.signal,
      // New ids each time, as from AutoX3: else a second run with one seed would be nothing but repeats.
      newMsgId: randomUUID,
      firstServiceOrder: Math.floor(Date.now() / 1_000),
    },
    (event) => tell(style.event(event)),
  );
  tell(style.summary(summary));
  return summary.ok;
}
