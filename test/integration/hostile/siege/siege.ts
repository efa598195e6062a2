import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How strong a siege is: connections that are wanted at the same time and opened a second, and those that flood. */
export type Strength = { wanted: number; perSecond: number; floods: number };

const HOLDERS = 2;

/** Programs that besiege a callback: some hold connections and open new ones for those that they lose, one floods. */
export class Siege {
  readonly #programs: ChildProcess[] = [];
  readonly #opened: number[] = [];
  #answered = 0;

  constructor(callback: string, { wanted, perSecond, floods }: Strength) {
    const { port, pathname } = new URL(callback);
    for (let n = 0; n < HOLDERS; n += 1) {
      this.#start('holder', [port, wanted / HOLDERS, perSecond / HOLDERS, pathname], ({ opened = 0 }) => {
        this.#opened[n] = opened;
      });
    }
    this.#start('flooder', [callback, floods], ({ answered = 0 }) => {
      this.#answered = answered;
    });
  }

  /** Connections that were opened only to be held. */
  get opened(): number {
    return this.#opened.reduce((sum, opened) => sum + opened, 0);
  }

  /** Answers that the flood has had. */
  get answered(): number {
    return this.#answered;
  }

  async end(): Promise<void> {
    const gone = this.#programs.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    await Promise.all(
      gone.map((program) => {
        const exited = once(program, 'exit');
        program.kill('SIGKILL');
        return exited;
      }),
    );
  }

  #start(program: string, args: (string | number)[], told: (report: Record<string, number>) => void): void {
    const file = fileURLToPath(new URL(`${program}.ts`, import.meta.url));
    const child = fork(file, args.map(String), { execArgv: [] });
    child.on('message', (report) => told(report as Record<string, number>));
    this.#programs.push(child);
  }
}
